/** The rules of TalkStudio's monitoring document, section 6: what counts where a team has none of its own. */
export const shippedAlertRules = `rules:
  - name: Service Down
    severity: P1
    condition: uptime_check == false for 2 minutes
    channels: [pagerduty, slack-critical, phone]
    message: service down
  - name: High Error Rate
    severity: P2
    condition: error_rate > 5% for 5 minutes
    channels: [pagerduty, slack-alerts]
    message: "error rate {{ error_rate }}%"
  - name: Performance Degradation
    severity: P3
    condition: p95_latency > 3000ms for 10 minutes
    channels: [slack-alerts]
    message: "p95 {{ latency }}ms"
  - name: Error Spike
    severity: P3
    condition: error_count > 100 in 5 minutes
    channels: [slack-alerts]
    message: "{{ count }} errors"
  - name: Low Cache Hit Ratio
    severity: P4
    condition: cache_hit_ratio < 80% for 30 minutes
    channels: [slack-monitoring]
    message: "hit ratio {{ ratio }}%"
`;
