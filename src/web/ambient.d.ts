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
declare module 'virtual:labels/bn.more' {
  const labels: Record<string, Record<string, string>>
  export default labels
}
declare module 'virtual:labels/hi.more' {
  const labels: Record<string, Record<string, string>>
  export default labels
}
declare module 'virtual:labels/en.more' {
  const labels: Record<string, Record<string, string>>
  export default labels
}
