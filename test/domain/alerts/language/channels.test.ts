import { describe, expect, it } from 'vitest';
import {
  channelOfPurpose,
  channelWords,
  kindOfChannel,
  purposeOfChannel,
} from '../../../../src/domain/alerts/language/channels.ts';

describe('the channels of a rule', () => {
  it('are written with the words that rules files and journals hold', () => {
    expect(channelWords).toEqual({ paging: 'pagerduty', chat: 'slack', phone: 'phone' });
  });

  it.each([
    ['pagerduty', 'paging'],
    ['phone', 'phone'],
    ['slack-critical', 'chat'],
    ['pagerduty-night', 'chat'],
    ['telephone', 'chat'],
  ])('%s reaches people by %s', (channel, kind) => {
    expect(kindOfChannel(channel)).toBe(kind);
  });

  it.each([
    ['slack-critical', 'critical'],
    ['critical', 'critical'],
    ['slack', 'slack'],
    ['my-slack-alerts', 'my-slack-alerts'],
  ])('%s is for the purpose %s', (channel, purpose) => {
    expect(purposeOfChannel(channel)).toBe(purpose);
  });

  it('of a purpose is found again by it', () => {
    expect(channelOfPurpose('alerts')).toBe('slack-alerts');
    expect(purposeOfChannel(channelOfPurpose('slack-alerts'))).toBe('slack-alerts');
  });
});
