declare module 'virtual:labels/bn' {
  const labels: Record<string, Record<string, string>>
  export default labels
}
declare module 'virtual:labels/hi' {
  const labels: Record<string, Record<string, string>>
  export default labels
}
declare module 'virtual:labels/en' {
  const labels: Record<string, Record<string, string>>
  export default labels
}
