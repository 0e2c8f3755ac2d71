import alertsAck from './alerts/ack.ts';
import alertsBacktest from './alerts/backtest.ts';
import alertsCheck from './alerts/check.ts';
import alertsExplain from './alerts/explain.ts';
import alertsExport from './alerts/export.ts';
import alertsLint from './alerts/lint.ts';
import alertsSilenceAdd from './alerts/silence-add.ts';
import alertsSilenceExpire from './alerts/silence-expire.ts';
import alertsSilenceList from './alerts/silence-list.ts';
import alertsTest from './alerts/test.ts';
import alertsWatch from './alerts/watch.ts';
import completion from './completion/command.ts';
import configInit from './config/init.ts';
import configShow from './config/show.ts';
import configTrust from './config/trust.ts';
import configValidate from './config/validate.ts';
import deploys from './deploys/command.ts';
import digest from './digest/command.ts';
import doctor from './doctor/command.ts';
import drill from './drill/command.ts';
import errors from './errors/command.ts';
import health from './health/command.ts';
import help from './help.ts';
import incidentAccept from './incident/accept.ts';
import incidentCorrect from './incident/correct.ts';
import incidentHandoff from './incident/handoff.ts';
import incidentHypothesis from './incident/hypothesis.ts';
import incidentJoin from './incident/join.ts';
import incidentList from './incident/list.ts';
import incidentNote from './incident/note.ts';
import incidentReport from './incident/report.ts';
import incidentResolve from './incident/resolve.ts';
import incidentSeverity from './incident/severity.ts';
import incidentShare from './incident/share.ts';
import incidentStart from './incident/start.ts';
import incidentStatus from './incident/status.ts';
import incidentTimeline from './incident/timeline.ts';
import incidentUpdate from './incident/update.ts';
import incidentVerify from './incident/verify.ts';
import incidentWatch from './incident/watch.ts';
import invalidate from './invalidate/command.ts';
import invalidateStatus from './invalidate/status.ts';
import notify from './notify/command.ts';
import oncall from './oncall/command.ts';
import oncallHandoff from './oncall/handoff.ts';
import oncallLint from './oncall/lint.ts';
import oncallOverride from './oncall/override.ts';
import oncallSchedule from './oncall/schedule.ts';
import pagingAck from './paging/ack.ts';
import pagingEscalate from './paging/escalate.ts';
import pagingNote from './paging/note.ts';
import pagingPage from './paging/page.ts';
import pagingPages from './paging/pages.ts';
import pagingResolve from './paging/resolve.ts';
import rollbackApprove from './rollback/approve.ts';
import rollback from './rollback/command.ts';
import rollbackStatus from './rollback/status.ts';
import runbook from './runbook/command.ts';
import runbookLint from './runbook/lint.ts';
import runbookList from './runbook/list.ts';
import runbookResume from './runbook/resume.ts';
import runbookShow from './runbook/show.ts';
import runbookStatus from './runbook/status.ts';
import sandbox from './sandbox/command.ts';
import sandboxList from './sandbox/list.ts';
import siteLighthouse from './site/lighthouse.ts';
import statsAnalytics from './stats/analytics.ts';
import statsCdn from './stats/cdn.ts';
import version from './version/command.ts';

/**
 * A true example of each command's data, by the command's name: the tests show it, docs/json.md prints it.
 * Where two commands answer the same they share one.
 */
export const samples: Readonly<Record<string, unknown>> = {
  digest,
  health,
  version,
  errors,
  deploys,
  'stats cdn': statsCdn,
  'stats analytics': statsAnalytics,
  'site lighthouse': siteLighthouse,
  doctor,
  rollback,
  'rollback status': rollbackStatus,
  'rollback approve': rollbackApprove,
  invalidate,
  'invalidate status': invalidateStatus,
  runbook,
  'runbook run': runbook,
  'runbook resume': runbookResume,
  'runbook status': runbookStatus,
  'runbook list': runbookList,
  'runbook show': runbookShow,
  'runbook lint': runbookLint,
  'incident start': incidentStart,
  'incident note': incidentNote,
  'incident status': incidentStatus,
  'incident timeline': incidentTimeline,
  'incident hypothesis': incidentHypothesis,
  'incident severity': incidentSeverity,
  'incident correct': incidentCorrect,
  'incident verify': incidentVerify,
  'incident watch': incidentWatch,
  'incident update': incidentUpdate,
  'incident handoff': incidentHandoff,
  'incident accept': incidentAccept,
  'incident resolve': incidentResolve,
  'incident report': incidentReport,
  'incident share': incidentShare,
  'incident join': incidentJoin,
  'incident list': incidentList,
  drill,
  'alerts check': alertsCheck,
  'alerts watch': alertsWatch,
  'alerts explain': alertsExplain,
  'alerts silence add': alertsSilenceAdd,
  'alerts silence list': alertsSilenceList,
  'alerts silence expire': alertsSilenceExpire,
  'alerts lint': alertsLint,
  'alerts backtest': alertsBacktest,
  'alerts test': alertsTest,
  'alerts export': alertsExport,
  'alerts ack': alertsAck,
  notify,
  oncall,
  'oncall schedule': oncallSchedule,
  'oncall lint': oncallLint,
  'oncall override': oncallOverride,
  'oncall handoff': oncallHandoff,
  page: pagingPage,
  ack: pagingAck,
  escalate: pagingEscalate,
  pages: pagingPages,
  'pages resolve': pagingResolve,
  'pages note': pagingNote,
  init: configInit,
  'config show': configShow,
  'config trust': configTrust,
  'config validate': configValidate,
  completion,
  sandbox,
  'sandbox list': sandboxList,
  help,
};
