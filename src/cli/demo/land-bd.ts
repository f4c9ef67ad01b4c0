import { packs } from '#packs/index.ts'
import type { LandPlan } from './land-plan.ts'
import { namesBn } from './names-bn.ts'
import { schoolsBd } from './schools-bd.ts'

const upazila = '50-76-pabna-sadar'
const cluster = `${upazila}-baliahalat`

/** The Baliahalat cluster of Pabna Sadar with 22 invented schools and all offices above it. */
export const landBd: LandPlan = {
  pack: packs['bd-primary']!.pack,
  zone: 360,
  offices: [
    {
      code: cluster,
      level: 'cluster',
      parent: upazila,
      names: { bn: 'বালিয়াহালট ক্লাস্টার', hi: 'बालियाहालट क्लस्टर', en: 'Baliahalat Cluster' },
      lat: 23_990_000,
      lon: 89_260_000,
      tile: [0, 0],
    },
  ],
  schools: schoolsBd,
  parent: cluster,
  around: [23.99, 89.26],
  reach: 0.045,
  town: 'pabna',
  names: namesBn,
  size: 42,
  teachers: { least: 4, most: 6 },
  headKind: () => 'head',
  teacherKind: () => 'teacher',
  officers: [
    {
      key: 'aueo',
      office: cluster,
      kind: 'aueo',
      sex: 'male',
      username: 'aueo.pabna',
      also: { office: upazila, kind: 'ueo', of: 'ueo' },
    },
    { key: 'ueo', office: upazila, kind: 'ueo', sex: 'female', username: 'ueo.pabna' },
    { key: 'uno', office: upazila, kind: 'uno', sex: 'female', username: 'uno.pabna' },
    { key: 'dpeo', office: '50-76', kind: 'dpeo', sex: 'male', username: 'dpeo.pabna' },
    { key: 'dc', office: '50-76', kind: 'dc', sex: 'male', username: 'dc.pabna' },
    { key: 'dd', office: '50', kind: 'dd', sex: 'female', username: 'dd.rajshahi' },
    { key: 'dg', office: 'DPE', kind: 'dg', sex: 'male', username: 'dg.dpe' },
    { key: 'secretary', office: 'MOPME', kind: 'secretary', sex: 'female', username: 'secretary.mopme' },
  ],
  nearest: 'aueo',
  bornFrom: (yearStart) => `${Number(yearStart.slice(0, 4)) - 7}-01-02`,
  entry: { group: 'pre-A', class: 0, days: 24 },
  categories: [],
  shut: {
    back: 44,
    at: 7 * 60 + 10,
    officer: 'ueo',
    page: {
      office: upazila,
      cause: 'flood',
      title: { bn: 'বন্যার কারণে বিদ্যালয় বন্ধ', hi: 'बाढ़ के कारण विद्यालय बंद', en: 'Schools closed by flood' },
      note: 'রাস্তা ও মাঠ পানির নিচে',
    },
    marked: [],
  },
  ownShut: {
    back: 27,
    school: 3,
    page: {
      cause: 'reserved',
      title: {
        bn: 'প্রধান শিক্ষকের সংরক্ষিত ছুটি',
        hi: 'प्रधान शिक्षक का आरक्षित अवकाश',
        en: "Head teacher's reserved holiday",
      },
    },
  },
  leaveNotes: {
    family: 'বাড়িতে পারিবারিক অনুষ্ঠান',
    illness: 'জ্বর ও সর্দি',
    personal: 'ব্যক্তিগত জরুরি কাজ',
    religious: 'ধর্মীয় অনুষ্ঠান',
    other: 'জমির কাগজ তুলতে ভূমি অফিসে যাওয়া',
  },
  reasons: { return: 'ক্লাসের বিকল্প শিক্ষকের নাম দিন', refuse: 'ঐ দিনগুলোতে মূল্যায়ন পরীক্ষা আছে' },
}
