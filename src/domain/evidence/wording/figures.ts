/* Figures as the sentences of evidence write them. */
import type { Text } from '../../text/language.ts';
import { minute } from '../../time/units.ts';

/** A share from 0 to 1: `97 %`, `0.4 %` below one percent. */
export function percentOf(share: number): string {
  const value = share * 100;
  return `${value > 0 && value < 0.95 ? value.toFixed(1) : Math.round(value)} %`;
}

/** Percent with one decimal: `8.4 %`. */
export function rateText(percent: number): string {
  return `${percent.toFixed(1)} %`;
}

/** A count a minute: whole from ten on, else with one decimal. */
export function countText(count: number): string {
  return count >= 10 ? String(Math.round(count)) : String(Math.round(count * 10) / 10);
}

/** `492 errors`. */
export function errorsText(count: number): Text {
  return { en: `${count} ${count === 1 ? 'error' : 'errors'}`, ko: `오류 ${count}건` };
}

/** Whole minutes, without their sign: `7 min`, from two hours on `3.5 h`, from two days on `3 d`. */
export function minutesText(milliseconds: number): Text {
  const minutes = Math.round(Math.abs(milliseconds) / minute);
  if (minutes < 120) return { en: `${minutes} min`, ko: `${minutes}분` };
  const hours = minutes / 60;
  if (hours < 48) return { en: `${countText(hours)} h`, ko: `${countText(hours)}시간` };
  return { en: `${Math.round(hours / 24)} d`, ko: `${Math.round(hours / 24)}일` };
}

/** How the onset lies to a deploy: `as v1.2.3 went live`, `4 min after v1.2.3 went live`. */
export function besideDeploy(gap: number, version: string): Text {
  if (Math.abs(gap) < minute) {
    return { en: `as ${version} went live`, ko: `${version} 배포와 동시에` };
  }
  const span = minutesText(gap);
  return {
    en: `${span.en} ${gap < 0 ? 'before' : 'after'} ${version} went live`,
    ko: `${version} 배포 ${span.ko} ${gap < 0 ? '전' : '후'}에`,
  };
}
