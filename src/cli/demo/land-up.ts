import { packs } from '#packs/index.ts'
import type { LandPlan } from './land-plan.ts'
import { namesHi } from './names-hi.ts'
import { schoolsUp } from './schools-up.ts'

const block = '1266'

/** Akbarpur block of Kanpur Dehat with 40 invented schools, every fourth composite, and all offices above it. */
export const landUp: LandPlan = {
  pack: packs['up-basic']!.pack,
  zone: 330,
  offices: [],
  schools: schoolsUp,
  parent: block,
  around: [26.38, 79.96],
  reach: 0.09,
  town: 'kanpur',
  names: namesHi,
  size: 28,
  teachers: { least: 3, most: 6 },
  headKind: (school) => (school % 5 === 2 ? 'incharge' : 'head'),
  teacherKind: (teacher) => (teacher === 2 ? 'shikshamitra' : 'teacher'),
  officers: [
    {
      key: 'beo',
      office: block,
      kind: 'beo',
      sex: 'male',
      username: 'beo.kanpur',
      also: { office: '1267', kind: 'beo', of: '' },
    },
    { key: 'bsa', office: '156', kind: 'bsa', sex: 'female', username: 'bsa.kanpur' },
    { key: 'cdo', office: '156', kind: 'cdo', sex: 'female', username: 'cdo.kanpur' },
    { key: 'dm', office: '156', kind: 'dm', sex: 'male', username: 'dm.kanpur' },
    { key: 'ad', office: '09-kanpur', kind: 'ad', sex: 'male', username: 'ad.kanpur' },
    { key: 'dgse', office: '09', kind: 'dgse', sex: 'female', username: 'dgse.up' },
  ],
  nearest: 'beo',
  bornFrom: (yearStart) => `${Number(yearStart.slice(0, 4)) - 7}-08-01`,
  entry: { group: '1-A', class: 1, days: 100 },
  categories: [
    ['OBC', 0.48],
    ['SC', 0.3],
    ['GEN', 0.2],
    ['ST', 0.02],
  ],
  shut: {
    back: 5,
    at: 9 * 60 + 25,
    officer: 'bsa',
    page: {
      office: '156',
      cause: 'fog',
      title: { hi: 'घने कोहरे के कारण अवकाश', bn: 'ঘন কুয়াশার কারণে ছুটি', en: 'Holiday for dense fog' },
      note: 'जिलाधिकारी के आदेश से',
    },
    marked: [1, 5, 8],
  },
  ownShut: {
    back: 31,
    school: 9,
    page: { cause: 'mourning', title: { hi: 'शोक अवकाश', bn: 'শোকের ছুটি', en: 'Closed in mourning' } },
  },
  leaveNotes: {
    family: 'घर में पारिवारिक कार्यक्रम',
    illness: 'बुखार और खाँसी',
    personal: 'निजी आवश्यक कार्य',
    religious: 'धार्मिक अनुष्ठान',
    other: 'तहसील में भूमि संबंधी कार्य',
  },
  reasons: { return: 'कक्षा की वैकल्पिक व्यवस्था लिखें', refuse: 'इन दिनों में निपुण आकलन परीक्षा है' },
}
