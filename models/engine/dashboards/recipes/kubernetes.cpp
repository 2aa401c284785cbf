// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/dashboards/recipes/recipes.h"

#define WF_T(text) QT_TRANSLATE_NOOP("wf::engine::Dashboards", text)

namespace wf::engine {
namespace {

using base::Unit;
using signals::PanelKind;

constexpr Recipe recipes[] = {
    {RowKind::Saturation, "Kubernetes", WF_T("CPU"), WF_T("cores by pod"), Unit::None,
     {{"sum by (pod) (rate(container_cpu_usage_seconds_total{container!=\"\",$M}[$R]))", "{{pod}}", nullptr}},
     WF_T("cAdvisor counts seconds of CPU of each container; its rate is cores.")},
    {RowKind::Saturation, "Kubernetes", WF_T("CPU throttled"), WF_T("share of periods"), Unit::Ratio,
     {{"sum$BY(rate(container_cpu_cfs_throttled_periods_total{$M}[$R])) / sum$BY(rate(container_cpu_cfs_periods_total{$M}[$R]))", "$L", nullptr}},
     WF_T("In these periods the container was stopped because its CPU limit was used up.")},
    {RowKind::Saturation, "Kubernetes", WF_T("Memory"), WF_T("working set by pod"), Unit::Bytes,
     {{"sum by (pod) (container_memory_working_set_bytes{container!=\"\",$M})", "{{pod}}", nullptr}},
     WF_T("The working set is what counts against the memory limit.")},
    {RowKind::Saturation, "Kubernetes", WF_T("Memory of limit"), WF_T("share"), Unit::Ratio,
     {{"max by (pod) (container_memory_working_set_bytes{container!=\"\",$M} / (container_spec_memory_limit_bytes{container!=\"\",$M} > 0))", "{{pod}}", nullptr}},
     WF_T("At 100 % the container is killed.")},
    {RowKind::Saturation, "Kubernetes", WF_T("Network"), WF_T("bytes per second"), Unit::BytesPerSecond,
     {{"sum(rate(container_network_receive_bytes_total{$M}[$R]))", WF_T("received"), nullptr},
      {"sum(rate(container_network_transmit_bytes_total{$M}[$R]))", WF_T("sent"), nullptr}},
     WF_T("Bytes of all pods.")},
    {RowKind::Saturation, "Kubernetes", WF_T("Disk"), WF_T("bytes per second"), Unit::BytesPerSecond,
     {{"sum(rate(container_fs_reads_bytes_total{$M}[$R]))", WF_T("read"), nullptr},
      {"sum(rate(container_fs_writes_bytes_total{$M}[$R]))", WF_T("written"), nullptr}},
     WF_T("Bytes read and written by all containers.")},
    {RowKind::Runtime, "Kubernetes", WF_T("Restarts"), WF_T("per hour, by pod"), Unit::None,
     {{"sum by (pod) (increase(kube_pod_container_status_restarts_total{$M}[1h]))", "{{pod}}", nullptr}},
     WF_T("Containers that ended and were started again within the last hour.")},
    {RowKind::Runtime, "Kubernetes", WF_T("Pods by phase"), WF_T("count"), Unit::None,
     {{"sum by (phase) (kube_pod_status_phase{$M})", "{{phase}}", nullptr}},
     WF_T("Pending or failed pods do not serve."), PanelKind::Stacked},
    {RowKind::Runtime, "Kubernetes", WF_T("Waiting containers"), WF_T("by reason"), Unit::None,
     {{"sum by (reason) (kube_pod_container_status_waiting_reason{$M})", "{{reason}}", nullptr}},
     WF_T("Why containers do not start.")},
    {RowKind::Runtime, "Kubernetes", WF_T("Ready containers"), WF_T("share"), Unit::Ratio,
     {{"sum$BY(kube_pod_container_status_ready{$M}) / count$BY(kube_pod_container_status_ready{$M})", "$L", nullptr}},
     WF_T("Only ready containers get requests.")},
    {RowKind::Runtime, "Kubernetes", WF_T("Replicas"), WF_T("of deployments"), Unit::None,
     {{"sum(kube_deployment_spec_replicas{$M})", WF_T("wanted"), nullptr},
      {"sum(kube_deployment_status_replicas_available{$M})", WF_T("available"), nullptr}},
     WF_T("Fewer available than wanted: a rollout or a shortage.")},
    {RowKind::Saturation, "Kubernetes", WF_T("Autoscaler"), WF_T("replicas"), Unit::None,
     {{"sum(kube_horizontalpodautoscaler_status_current_replicas{$M})", WF_T("current"), nullptr},
      {"sum(kube_horizontalpodautoscaler_spec_max_replicas{$M})", WF_T("limit"), nullptr}},
     WF_T("At its limit the autoscaler cannot help any more.")},
    {RowKind::Saturation, "Kubernetes", WF_T("Requested CPU"), WF_T("cores"), Unit::None,
     {{"sum by (node) (kube_pod_container_resource_requests{resource=\"cpu\",$M})", "{{node}}", nullptr}},
     WF_T("What the scheduler keeps free for these containers.")},
    {RowKind::Saturation, "Kubernetes", WF_T("Volumes"), WF_T("used share"), Unit::Ratio,
     {{"max by (persistentvolumeclaim) (kubelet_volume_stats_used_bytes{$M} / kubelet_volume_stats_capacity_bytes{$M})", "{{persistentvolumeclaim}}", nullptr}},
     WF_T("Volumes do not grow by themselves.")},
    {RowKind::Runtime, "Kubernetes", WF_T("Node conditions"), WF_T("nodes"), Unit::None,
     {{"sum by (condition) (kube_node_status_condition{status=\"true\",$M})", "{{condition}}", nullptr}},
     WF_T("Everything but Ready is trouble.")},
};

} // namespace

std::span<const Recipe> kubernetesRecipes() { return recipes; }

} // namespace wf::engine
