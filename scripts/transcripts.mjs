/*
 * Writes docs/transcripts: the three runbooks, walked from the page to the report in a real pseudo-terminal of 80
 * by 24, in English and Korean. `npm run transcripts [name…]`, after a build.
 */
import { writeFileSync } from 'node:fs';
import { drills } from './screens/drills.mjs';
import { linesOf, record } from './screens/record.mjs';

const words = {
  en: {
    made: (command) =>
      `A drill on a terminal of 80 by 24, as it went: \`${command}\`. Nothing in it is real. Below each screen stands what was pressed. \`npm run transcripts\` plays it anew.`,
    other: (file) => `[한국어](${file})`,
    end: 'The end: what was done, the report, the truth and the score',
  },
  ko: {
    made: (command) =>
      `80×24 터미널에서 진행한 훈련을 그대로 옮겼습니다: \`${command}\`. 실제 시스템은 건드리지 않습니다. 화면마다 아래에 누른 키를 적었습니다. \`npm run transcripts\`로 다시 만듭니다.`,
    other: (file) => `[English](${file})`,
    end: '마무리: 수행한 조치, 보고서, 실제 원인, 점수',
  },
};

function startOf(lines, before) {
  const differs = lines.findIndex((line, index) => line !== before[index]);
  return differs === -1 ? lines.length : differs;
}

function block(lines) {
  const text = lines.join('\n').replace(/^\n+|\n+$/g, '');
  return `\`\`\`\`text\n${text}\n\`\`\`\``;
}

async function transcript(drill, language) {
  const { name, scenario, title, about, answers } = drill;
  const args = ['drill', scenario, '--seed', '1', ...(language === 'ko' ? ['--lang', 'ko'] : [])];
  const own = (text) => (typeof text === 'string' ? text : text[language]);
  const typed = answers.map((answer) => ({ ...answer, types: own(answer.types) }));
  const parts = [];
  let before = [];
  const { terminal, code } = await record(args, typed, (screen, answer) => {
    const lines = linesOf(screen);
    parts.push(block(lines.slice(startOf(lines, before))));
    parts.push(`**${own(answer.key)}** – ${answer[language]}`);
    before = lines;
  });
  if (code !== 0) throw new Error(`${args.join(' ')} exited ${code}`);
  const lines = linesOf(terminal);
  const other = language === 'en' ? `${name}.ko.md` : `${name}.md`;
  const { made, other: link, end } = words[language];
  return [
    `# ${title[language]}`,
    `${about[language]} ${made(`tsops ${args.join(' ')}`)} ${link(other)}`,
    ...parts,
    `## ${end}`,
    block(lines.slice(startOf(lines, before))),
    '',
  ]
    .join('\n\n')
    .trimEnd();
}

const wanted = process.argv.slice(2);
for (const drill of drills) {
  if (wanted.length > 0 && !wanted.includes(drill.name)) continue;
  for (const language of ['en', 'ko']) {
    const file = `docs/transcripts/${drill.name}${language === 'ko' ? '.ko' : ''}.md`;
    const text = await transcript(drill, language);
    writeFileSync(new URL(`../${file}`, import.meta.url), `${text}\n`);
    console.log(file);
  }
}
