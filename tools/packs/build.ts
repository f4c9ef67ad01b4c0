/** Writes src/packs/<id>/offices.json from the tables here and the place names of two npm packages. */
import { writeFileSync } from 'node:fs'
import { districts, upazillas } from 'bd-geojs'
import { getDistrictsByState } from 'india-states-districts'
import { tileGrid } from '#cli/demo/tile-grid.ts'
import type { PackOffice } from '#kernel/pack.ts'
import { bdDivisions, bdNewUpazilas, bdSpelling, bdUpazilaFixes } from './bd-districts.ts'
import { kanpurDehatBlocks, upDivisions } from './up-districts.ts'

const micro = (degrees: number): number => Math.round(degrees * 1e6)
const clean = (text: string): string => text.replace(/\s+/g, ' ').trim().normalize('NFC')
const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll("'", '')
    .replace(/[^a-z0-9]+/g, '-')
const middle = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

write('bd-primary', bdOffices())
write('up-basic', upOffices())

function bdOffices(): PackOffice[] {
  const list: PackOffice[] = [
    {
      code: 'MOPME',
      level: 'ministry',
      names: {
        bn: 'প্রাথমিক ও গণশিক্ষা মন্ত্রণালয়',
        hi: 'प्राथमिक एवं जन शिक्षा मंत्रालय',
        en: 'Ministry of Primary and Mass Education',
      },
    },
    {
      code: 'DPE',
      level: 'directorate',
      parent: 'MOPME',
      names: { bn: 'প্রাথমিক শিক্ষা অধিদপ্তর', hi: 'प्राथमिक शिक्षा निदेशालय', en: 'Directorate of Primary Education' },
    },
  ]
  for (const [code, en, bn, hi, rows] of bdDivisions) {
    const point = { lat: micro(middle(rows.map((r) => r[4]))), lon: micro(middle(rows.map((r) => r[5]))) }
    list.push({ code, level: 'division', parent: 'DPE', names: { bn, hi, en }, ...point })
    for (const [own, den, dbn, dhi, lat, lon] of rows) {
      const district = `${code}-${own}`
      list.push({
        code: district,
        level: 'district',
        parent: code,
        names: { bn: dbn, hi: dhi, en: den },
        lat: micro(lat),
        lon: micro(lon),
      })
      for (const names of upazilasOf(den))
        list.push({ code: `${district}-${slug(names.en)}`, level: 'upazila', parent: district, names })
    }
  }
  return list
}

function upazilasOf(district: string): { bn: string; en: string }[] {
  const source = districts.find((d) => (bdSpelling[d.name] ?? d.name) === district)
  if (!source) throw new Error(`The source has no district ${district}`)
  const found = upazillas
    .filter((u) => u.district_id === source.id)
    .map((u) => ({ bn: clean(u.bn_name), en: clean(u.name), ...bdUpazilaFixes[`${district}/${clean(u.name)}`] }))
  const made = bdNewUpazilas.filter(([of]) => of === district).map(([, en, bn]) => ({ bn, en }))
  return [...found, ...made].sort((a, b) => (a.en < b.en ? -1 : 1))
}

function upOffices(): PackOffice[] {
  const known = new Set(getDistrictsByState('Uttar Pradesh'))
  const ours = upDivisions.flatMap(([, , , , rows]) => rows.map((row) => row[1]))
  const strange = ours.filter((name) => !known.delete(name))
  if (strange.length > 0 || known.size > 0) throw new Error(`Districts differ: ${[...strange, ...known].join(', ')}`)
  const list: PackOffice[] = [
    { code: '09', level: 'state', names: { hi: 'उत्तर प्रदेश', bn: 'উত্তর প্রদেশ', en: 'Uttar Pradesh' } },
  ]
  for (const [code, en, hi, bn, rows] of upDivisions) {
    const point = { lat: micro(middle(rows.map((r) => r[4]))), lon: micro(middle(rows.map((r) => r[5]))) }
    list.push({
      code: `09-${code}`,
      level: 'division',
      parent: '09',
      names: { hi: `${hi} मण्डल`, bn: `${bn} বিভাগ`, en: `${en} Division` },
      ...point,
    })
    for (const row of rows) {
      list.push(place(row, 'district', `09-${code}`))
      if (row[1] === 'Kanpur Dehat') for (const block of kanpurDehatBlocks) list.push(place(block, 'block', row[0]))
    }
  }
  return list
}

function place(
  [code, en, hi, bn, lat, lon]: (typeof kanpurDehatBlocks)[number],
  level: string,
  parent: string,
): PackOffice {
  return { code, level, parent, names: { hi, bn, en }, lat: micro(lat), lon: micro(lon) }
}

function write(pack: string, offices: PackOffice[]): void {
  const tiles = new Map<string, readonly [number, number]>()
  for (const parent of new Set(offices.map((office) => office.parent))) {
    const siblings = offices.filter((office) => office.parent === parent)
    tileGrid(siblings).forEach((tile, i) => tiles.set(siblings[i]!.code, tile))
  }
  const rows = offices.map((office) => JSON.stringify({ ...office, tile: tiles.get(office.code) }).normalize('NFC'))
  writeFileSync(new URL(`../../src/packs/${pack}/offices.json`, import.meta.url), `[\n${rows.join(',\n')}\n]\n`)
  console.log(`${pack}: ${offices.length} offices`)
}
