import { byHand } from '../oracle.mjs';
import { bufbuild, celJs } from './cel.mjs';
import { jsonLogic } from './json-logic.mjs';
import { inNumbers, inText } from './yingbao.mjs';
import { zen } from './zen.mjs';

/** No engine: the task as a function. */
export const hand = { name: 'by hand', version: '', gives: 'the results', input: (household) => household, screen: byHand };

/** Every engine that does the task; those that `waits` answer by a promise. */
export const engines = [hand, jsonLogic, celJs, bufbuild, zen, inNumbers, inText];
