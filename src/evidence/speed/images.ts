import { imagesWording } from '../../domain/evidence/wording/images.ts';
import type { Images } from '../../domain/speed/findings.ts';
import { imageFinding, imagesVerdict } from '../../domain/speed/image-rules.ts';
import type { Collector } from '../asking/inquiry.ts';
import { lostFiles, settle, withGaps, withoutData } from '../asking/settle.ts';
import { arrived, isImage, siteImages, sitePage } from '../reading/page-load.ts';

/** On top of the inquiry's budget: the images come after the page. */
const more = 5_000;

/** Formats, bytes, dimensions and tags of the images that stand in the page. */
const images: Collector<'images'> = (inquiry) => {
  const question = {
    question: 'are the images of the page as light as they can be?',
    source: `the page of ${inquiry.environment}`,
    unit: 'B',
    budget: inquiry.budget + more,
  };
  return settle(inquiry.context, question, async () => {
    const [{ tags }, answers] = await Promise.all([sitePage(inquiry), siteImages(inquiry)]);
    const named = tags.filter(isImage);
    if (named.length === 0) {
      return withoutData('no-image');
    }
    const files = new Map(arrived(answers.values()).map((file) => [file.url, file]));
    const found = new Map(
      named.flatMap((tag, place) => {
        const file = files.get(tag.url);
        if (file === undefined) return [];
        const { url, format, width, height, transfer } = file;
        const image = { url, format: format || file.type, bytes: transfer, width, height };
        return [[url, imageFinding(image, tag, place)] as const];
      }),
    );
    const value = imagesOf([...found.values()]);
    const lost = new Set(named.map(({ url }) => url)).size - found.size;
    const detail = imagesWording.sentence(value).en;
    return withGaps({ verdict: imagesVerdict(value), value, detail }, lostFiles(lost));
  });
};
export default images;

function imagesOf(found: readonly Images['images'][number][]): Images {
  const sorted = [...found].sort((a, b) => b.bytes - a.bytes);
  const total = sorted.reduce((sum, { bytes }) => sum + bytes, 0);
  return { images: sorted, total, heaviest: sorted[0] ?? null };
}
