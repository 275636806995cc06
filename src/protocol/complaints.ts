/**
 * What the front end and the checker of expectations say in English, in the reader's language. The
 * English template is the pattern: what fits it is said by the Chinese one, with the same words in
 * its placeholders. Go's own errors stay as the compiler words them.
 */
import type { Language, Translated } from './strings';

/** Longest first where one is the beginning of another. */
export const complaints: readonly Translated[] = [
  { en: '{word} is not an annotation', 'zh-cn': '{word} 不是注解' },
  { en: 'a space is missing behind {word}', 'zh-cn': '{word} 后面缺少空格' },
  {
    en: 'mode speaks of a stop, and there is none on this line',
    'zh-cn': 'mode 用于停止点，而这一行没有停止点',
  },
  { en: 'there is a stop {name} already', 'zh-cn': '已经有名为 {name} 的停止点' },
  {
    en: 'a name has letters, digits, dots, dashes and underscores',
    'zh-cn': '名字由字母、数字、点、连字符和下划线组成',
  },
  { en: '{verb} takes one argument', 'zh-cn': '{verb} 只接受一个参数' },
  { en: 'this annotation takes no argument', 'zh-cn': '此注解不接受参数' },
  {
    en: '{verb} needs an argument, as in {example}',
    'zh-cn': '{verb} 需要一个参数，例如 {example}',
  },
  { en: '{verb} needs a value, as in {example}', 'zh-cn': '{verb} 需要一个值，例如 {example}' },
  { en: 'not an expression: {problem}', 'zh-cn': '不是表达式：{problem}' },
  { en: 'not an expression', 'zh-cn': '不是表达式' },
  {
    en: 'a watch reads variables, fields and elements only',
    'zh-cn': 'watch 只能读取变量、字段和元素',
  },
  { en: 'no other statement can stand here', 'zh-cn': '此处不能再插入语句' },
  { en: 'cannot watch: {problem}', 'zh-cn': '无法跟踪：{problem}' },
  { en: '{word} points to nothing', 'zh-cn': '{word} 不指向任何对象' },
  { en: '{what} is not available yet', 'zh-cn': '暂不支持 {what}' },
  {
    en: '{word} is neither random nor an address of 64 MiB alignment below 2^47',
    'zh-cn': '{word} 既不是 random，也不是 2^47 以下按 64 MiB 对齐的地址',
  },
  { en: '{word} is not like steps=10M', 'zh-cn': '{word} 不是 steps=10M 这样的写法' },
  { en: 'the ] is missing', 'zh-cn': '缺少 ]' },
  {
    en: 'this annotation stands before the first declaration',
    'zh-cn': '此注解应写在第一个声明之前',
  },
  {
    en: 'there is no code on this line or the one below',
    'zh-cn': '这一行和下一行都没有代码',
  },
  {
    en: 'no statement begins on this line or the one below the annotation',
    'zh-cn': '这一行和注解的下一行都没有语句开始',
  },
  {
    en: '{word} is not a whole number from {least} to {most}',
    'zh-cn': '{word} 不是 {least} 到 {most} 之间的整数',
  },
  {
    en: '{word} is not a whole number from {least} on',
    'zh-cn': '{word} 不是不小于 {least} 的整数',
  },
  {
    en: '{word} is not a size like 4096, 64KiB or 2GiB',
    'zh-cn': '{word} 不是 4096、64KiB 或 2GiB 这样的大小',
  },
  {
    en: '{word} is not a count like 5000, 200k or 10M',
    'zh-cn': '{word} 不是 5000、200k 或 10M 这样的数量',
  },
  {
    en: '{word} is not a duration like 500ms, 5s or 5m',
    'zh-cn': '{word} 不是 500ms、5s 或 5m 这样的时长',
  },
  { en: '{word} is not one of {list}', 'zh-cn': '{word} 不是以下之一：{list}' },
  { en: '{word} stands alone', 'zh-cn': '{word} 后面不能有比较' },
  { en: '{word} is compared with {operators}', 'zh-cn': '{word} 用 {operators} 比较' },
  { en: 'the closing quote is missing', 'zh-cn': '缺少右引号' },
  // What is the case instead of what was expected.
  { en: 'the program never came here', 'zh-cn': '程序从未到达这里' },
  { en: 'nothing was allocated here', 'zh-cn': '这里没有任何分配' },
  { en: 'nothing here can be allocated', 'zh-cn': '这里没有可分配的对象' },
  { en: 'nothing escapes here', 'zh-cn': '这里没有逃逸' },
  { en: '{what} does not escape', 'zh-cn': '{what} 不逃逸' },
  { en: '{what} escapes to heap', 'zh-cn': '{what} 逃逸到堆' },
  { en: '{count} object was allocated', 'zh-cn': '分配了 {count} 个对象' },
  { en: '{count} objects were allocated', 'zh-cn': '分配了 {count} 个对象' },
  { en: 'the reason is: {reasons}', 'zh-cn': '原因是：{reasons}' },
  { en: '{name} is {values}', 'zh-cn': '{name} 为 {values}' },
];

/** The message in the language; as it is when nobody has translated it. */
export function reworded(language: Language, message: string): string {
  if (language === 'en') return message;
  for (const { en, [language]: template } of complaints) {
    const found = patternOf(en).exec(message);
    if (found === null) continue;
    return template.replace(/\{(\w+)\}/g, (_, name: string) => found.groups?.[name] ?? '');
  }
  return message;
}

function patternOf(template: string): RegExp {
  const parts = template.split(/\{(\w+)\}/);
  const pattern = parts.map((part, index) =>
    index % 2 === 1 ? `(?<${part}>.+?)` : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  );
  return new RegExp(`^${pattern.join('')}$`, 's');
}
