type Place = { lat: number; lon: number }

const METRES_A_DEGREE = 111_195

/** Metres between two points given in millionths of a degree, near enough for some kilometres. */
export function metresBetween(a: Place, b: Place): number {
  const north = ((a.lat - b.lat) / 1e6) * METRES_A_DEGREE
  const middle = (((a.lat + b.lat) / 2e6) * Math.PI) / 180
  const east = ((a.lon - b.lon) / 1e6) * METRES_A_DEGREE * Math.cos(middle)
  return Math.round(Math.hypot(north, east))
}
