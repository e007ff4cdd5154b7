import { launch, open, ready } from './support.mjs';
import { Screener } from './screener.mjs';
import * as fam from './families.mjs';
const [w,scheme,...names]=process.argv.slice(2);
const b=await launch();
for (const n of names) {
 const p=await open(b,scheme==='dark'?'/en.html':'/index.html',{width:+w,height:+w>400?900:740,scheme}); await ready(p);
 const s=new Screener(p,scheme==='dark'?'en':'zh-CN');
 let k=0;
 await s.tell(fam[n], async(l)=>{ if(process.env.PAGES) await p.screenshot({path:`/tmp/r/${n}-${w}-${scheme}-p${++k}.png`,fullPage:true}); });
 const box=await s.frame.boundingBox();
 console.log(n,w,scheme,'height',Math.round(box.height), await s.frame.evaluate(f=>{const q=(x)=>{const e=f.querySelector(x);return e&&Math.round(e.getBoundingClientRect().bottom)};return [q('.call'),q('.calls')]}));
 await s.frame.screenshot({path:`/tmp/r/${n}-${w}-${scheme}-result.png`});
 console.log(p.printed);
}
await b.close();
