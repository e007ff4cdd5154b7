// Families to enter by clicking: household documents, with answers for whatever may be asked.
import { DAY } from './support.mjs';

const NO_MONEY = {
  wage: 0,
  business_income: 0,
  pension: 0,
  central_basic_pension: 0,
  property_income: 0,
  support_received: 0,
  other_transfer_income: 0,
  excluded_income: 0,
  support_paid: 0,
  social_insurance_paid: 0,
  medical_spending: 0,
  education_spending: 0,
  rehabilitation_spending: 0,
  other_rigid_spending: 0,
};

const PERSON = {
  marital_status: 'single',
  co_resident: true,
  absence: 'none',
  foster: false,
  student: 'none',
  boarding: false,
  labour_capacity: 'full',
  employment: 'not_working',
  supporters: 'none',
  parental_care: 'normal',
  disability_type: 'none',
  needs_long_term_care: false,
  serious_illness: false,
  self_care_items: 6,
  dependency: 'none',
  ...NO_MONEY,
  receives: [],
  work_injury_nursing_pay: false,
  veteran_or_survivor: false,
  lacks_civil_capacity: false,
};

const HOUSEHOLD = {
  sudden_event: false,
  disaster: false,
  no_shelter: false,
  crime_victim_uncompensated: false,
  necessary_spending_surge: true,
  legal_need: false,
  monitored_household: false,
  area: 'rural',
  residence_permit: false,
  savings: 20000,
  homes: 1,
  vehicles: 0,
  business_registered: false,
  other_property_over_limit: false,
};

/** Two earners of little, a child at school, a grandmother who is severely disabled. */
export const four = {
  version: 1,
  date: DAY,
  region: '321324',
  household: HOUSEHOLD,
  members: [
    { id: 'a', relation: 'self', ...PERSON, birth_date: '1984-03-09', marital_status: 'married', employment: 'employed', wage: '1650.50', social_insurance_paid: 120 },
    { id: 'b', relation: 'spouse', ...PERSON, age: 40, marital_status: 'married', employment: 'farming', business_income: { amount: 6000, per: 'year' } },
    { id: 'c', relation: 'child', ...PERSON, age: 13, student: 'junior_middle', education_spending: { amount: 1200, per: 'year' }, parents: ['a', 'b'] },
    { id: 'd', relation: 'parent', ...PERSON, age: 71, marital_status: 'widowed', labour_capacity: 'none', pension: 210, central_basic_pension: 143, disability_type: 'physical', disability_grade: 1, needs_long_term_care: true, medical_spending: { min: 9000, max: 12000, per: 'year' } },
  ],
};

/** One old person with nothing and nobody, in urgent need. */
export const alone = {
  version: 1,
  date: DAY,
  region: '321324',
  household: { ...HOUSEHOLD, sudden_event: true, necessary_spending_surge: false, savings: 300, homes: 0 },
  members: [
    { id: 'a', relation: 'self', ...PERSON, age: 72, marital_status: 'widowed', labour_capacity: 'none', pension: 230, central_basic_pension: 230 },
  ],
};

/** A couple that earns enough. */
export const enough = {
  version: 1,
  date: DAY,
  region: '321324',
  household: { ...HOUSEHOLD, necessary_spending_surge: false, savings: 300000, vehicles: 1 },
  members: [
    { id: 'a', relation: 'self', ...PERSON, age: 35, marital_status: 'married', employment: 'employed', wage: 6500 },
    { id: 'b', relation: 'spouse', ...PERSON, age: 34, marital_status: 'married', employment: 'employed', wage: 5200 },
  ],
};

const TOWN = { ...HOUSEHOLD, necessary_spending_surge: false, area: 'urban' };

/** A man of 75 alone in a village, on a small pension, with little saved and nobody who owes him support. */
export const elder = {
  version: 1,
  date: DAY,
  region: '321324',
  household: { ...HOUSEHOLD, necessary_spending_surge: false, savings: 5000 },
  members: [
    { id: 'a', relation: 'self', ...PERSON, age: 75, labour_capacity: 'none', medical_insured: 'resident', pension: 0, central_basic_pension: 163 },
  ],
};

/** A divorced mother with a child of 2, on a small wage. */
export const mother = {
  version: 1,
  date: DAY,
  region: '321324',
  household: { ...TOWN, savings: 3000, homes: 0 },
  members: [
    { id: 'a', relation: 'self', ...PERSON, age: 29, marital_status: 'divorced', employment: 'employed', medical_insured: 'resident', wage: 2100 },
    { id: 'b', relation: 'child', ...PERSON, age: 2, medical_insured: 'resident', receives: ['childcare_subsidy'], parents: ['a'] },
  ],
};

/** A family of three in a town on 9,000 a month, to whom little applies. */
export const town = {
  version: 1,
  date: DAY,
  region: '321324',
  household: { ...TOWN, savings: 150000, vehicles: 1 },
  members: [
    { id: 'a', relation: 'self', ...PERSON, age: 38, marital_status: 'married', employment: 'employed', medical_insured: 'employee', wage: 5200 },
    { id: 'b', relation: 'spouse', ...PERSON, age: 36, marital_status: 'married', employment: 'employed', medical_insured: 'employee', wage: 3800 },
    { id: 'c', relation: 'child', ...PERSON, age: 9, student: 'primary', medical_insured: 'resident', parents: ['a', 'b'] },
  ],
};
