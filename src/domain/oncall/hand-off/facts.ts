/* All that a hand-off is made of. What could not be asked is `unknown` with its reason. */
import type { Deploy } from '../../deploys/history.ts';
import type { OpenAction, OpenPage } from '../../digest/facts.ts';
import type { Evidence } from '../../evidence/shape.ts';
import type { DeliveryState } from '../../notification/ledger.ts';
import type { Silence } from '../../notification/silence.ts';
import type { OnCallSource } from '../paged.ts';
import type { OnCallPerson } from '../people.ts';
import type { ShiftAction } from './actions.ts';
import type { AlertSpell, RuleShift } from './alerts.ts';
import type { ComingChange } from './coming.ts';
import type { ShiftIncident } from './incidents.ts';
import type { ShiftPage } from './pages.ts';
import type { ShiftWindow } from './window.ts';

export interface HandOver {
  /** Null where nobody is on call. */
  readonly from: OnCallPerson | null;
  readonly to: OnCallPerson | null;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly source: OnCallSource;
  /** PagerDuty and the config name different people in the shift that comes. */
  readonly differs: boolean;
  /** Why PagerDuty could not be asked; null where it could, or is not used. */
  readonly gap: string | null;
}

export interface ShiftIncidents {
  readonly open: readonly ShiftIncident[];
  /** Began, mitigated or resolved in the window; the open ones among them. */
  readonly ofShift: readonly ShiftIncident[];
  /** Records that cannot be read. */
  readonly unread: readonly string[];
}

export interface ShiftAlerts {
  readonly rules: readonly RuleShift[];
  readonly noData: readonly AlertSpell[];
  readonly firing: readonly AlertSpell[];
  readonly waiting: readonly {
    readonly channel: string;
    readonly rule: string;
    readonly at: number;
    readonly state: DeliveryState;
  }[];
  /** When PagerDuty took a page of an alert, epoch milliseconds. */
  readonly paged: readonly number[];
  /** A process holds the record of notifications now. */
  readonly watched: boolean;
  /** When anything was last recorded; null where nothing was. */
  readonly recordedAt: number | null;
}

export interface ShiftFacts {
  readonly service: string;
  /** The environment whose deploys are told of. */
  readonly environment: string;
  /** IANA name of the team's zone. */
  readonly zone: string;
  /** Whose journal it is: `minji@desk`. */
  readonly machine: string;
  readonly drill: boolean;
  readonly now: number;
  readonly window: ShiftWindow;
  readonly handOver: Evidence<HandOver>;
  readonly incidents: Evidence<ShiftIncidents>;
  readonly openActions: Evidence<readonly OpenAction[]>;
  /** No data where PagerDuty is not in use. */
  readonly openPages: Evidence<readonly OpenPage[]>;
  /** Those in force now. */
  readonly silences: Evidence<readonly Silence[]>;
  readonly alerts: Evidence<ShiftAlerts>;
  readonly pages: readonly ShiftPage[];
  readonly actions: Evidence<readonly ShiftAction[]>;
  /** Newest first. */
  readonly deploys: Evidence<readonly Deploy[]>;
  /** Null where no rotation is written in the config. */
  readonly coming: readonly ComingChange[] | null;
}
