/** A small made-up part of two countries: offices from the top to schools, and who sits where. */
import type { Name } from '#kernel/field/name.ts'
import type { PackOffice } from '#kernel/pack.ts'

const office = (code: string, level: string, parent: string | undefined, en: string): PackOffice => ({
  code,
  level,
  names: { en },
  ...(parent && { parent }),
})

/** Offices by the key under which tests know them. */
export const offices = {
  ministry: { pack: 'bd-primary', ...office('MOPME', 'ministry', undefined, 'Ministry') },
  directorate: { pack: 'bd-primary', ...office('DPE', 'directorate', 'MOPME', 'Directorate') },
  division: { pack: 'bd-primary', ...office('90', 'division', 'DPE', 'Megh Division') },
  district: { pack: 'bd-primary', ...office('90-01', 'district', '90', 'Nodi District') },
  upazila: { pack: 'bd-primary', ...office('9001-1', 'upazila', '90-01', 'Kolmi Upazila') },
  cluster: { pack: 'bd-primary', ...office('9001-1-1', 'cluster', '9001-1', 'Sadar Cluster') },
  school: { pack: 'bd-primary', ...office('900101', 'school', '9001-1-1', 'Shapla Government Primary School') },
  school2: { pack: 'bd-primary', ...office('900102', 'school', '9001-1-1', 'Doyel Government Primary School') },
  upazila2: { pack: 'bd-primary', ...office('9001-2', 'upazila', '90-01', 'Hijol Upazila') },
  cluster2: { pack: 'bd-primary', ...office('9001-2-1', 'cluster', '9001-2', 'Uttar Cluster') },
  school3: { pack: 'bd-primary', ...office('900201', 'school', '9001-2-1', 'Padma Government Primary School') },
  state: { pack: 'up-basic', ...office('99', 'state', undefined, 'State') },
  mandal: { pack: 'up-basic', ...office('99-ganga', 'division', '99', 'Ganga Division') },
  janpad: { pack: 'up-basic', ...office('991', 'district', '99-ganga', 'Saryu District') },
  block: { pack: 'up-basic', ...office('9911', 'block', '991', 'Neem Block') },
  upSchool: { pack: 'up-basic', ...office('99110001', 'school', '9911', 'Primary School Peepal') },
} as const

export type OfficeKey = keyof typeof offices

type Seat = { office: OfficeKey; kind: string; names: Name; sex: 'female' | 'male' }

const seat = (at: OfficeKey, kind: string, names: Name, sex: Seat['sex']): Seat => ({ office: at, kind, names, sex })

/** One person in each post; the key is her username. Officers have an authenticator. */
export const people = {
  secretary: seat('ministry', 'secretary', { en: 'Salma Haque' }, 'female'),
  dg: seat('directorate', 'dg', { en: 'Anwar Kabir' }, 'male'),
  dd: seat('division', 'dd', { en: 'Rokeya Sultana' }, 'female'),
  dpeo: seat('district', 'dpeo', { en: 'Jamal Uddin' }, 'male'),
  dc: seat('district', 'dc', { en: 'Farida Yasmin' }, 'female'),
  ueo: seat('upazila', 'ueo', { bn: 'নাসরিন আক্তার', en: 'Nasrin Akter' }, 'female'),
  uda: seat('upazila', 'upazila-clerk', { en: 'Belal Hossain' }, 'male'),
  uno: seat('upazila', 'uno', { en: 'Tahmina Khatun' }, 'female'),
  aueo: seat('cluster', 'aueo', { en: 'Mizanur Rahman' }, 'male'),
  head: seat('school', 'head', { bn: 'শাহানা বেগম', en: 'Shahana Begum' }, 'female'),
  teacher: seat('school', 'teacher', { bn: 'মোঃ রফিকুল ইসলাম', en: 'Md. Rafiqul Islam' }, 'male'),
  teacher2: seat('school', 'teacher', { en: 'Shirin Sultana' }, 'female'),
  head2: seat('school2', 'head', { en: 'Abdul Malek' }, 'male'),
  teacher3: seat('school2', 'teacher', { en: 'Kohinoor Begum' }, 'female'),
  ueo2: seat('upazila2', 'ueo', { en: 'Harun Or Rashid' }, 'male'),
  aueo2: seat('cluster2', 'aueo', { en: 'Lutfun Nahar' }, 'female'),
  head3: seat('school3', 'head', { en: 'Sufia Khatun' }, 'female'),
  teacher4: seat('school3', 'teacher', { en: 'Nur Alam' }, 'male'),
  dgse: seat('state', 'dgse', { en: 'Vandana Singh' }, 'female'),
  ad: seat('mandal', 'ad', { en: 'Rakesh Tiwari' }, 'male'),
  bsa: seat('janpad', 'bsa', { hi: 'सुनीता वर्मा', en: 'Sunita Verma' }, 'female'),
  beo: seat('block', 'beo', { hi: 'अजय मिश्र', en: 'Ajay Mishra' }, 'male'),
  uphead: seat('upSchool', 'head', { hi: 'मीरा देवी', en: 'Meera Devi' }, 'female'),
  upteacher: seat('upSchool', 'teacher', { hi: 'रामकुमार यादव', en: 'Ramkumar Yadav' }, 'male'),
  shiksha: seat('upSchool', 'shikshamitra', { hi: 'कमला', en: 'Kamla' }, 'female'),
} as const satisfies Record<string, Seat>

export type PersonKey = keyof typeof people
