// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/capacity/finitelist/finitelist.h"

#include "models/engine/services/conventions.h"
#include "models/engine/services/promqlnames.h"

#include <QSet>

#include <algorithm>
#include <array>
#include <optional>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

using base::Unit;

// Of one exporter. `needs` are the metrics it reads, joined by spaces.
struct Known {
    const char *needs;
    const char *title;
    FiniteKind kind;
    const char *used;
    const char *limit;
    Unit unit;
    bool isLoad = false;
    bool isByNode = false;
    bool isRequest = false;
};
#define WF_REAL_DISKS "{fstype!~\"tmpfs|devtmpfs|overlay|squashfs|ramfs|iso9660|nsfs|fuse.*\"}"
constexpr std::array known{
    Known{"node_filesystem_size_bytes node_filesystem_avail_bytes", "disk", FiniteKind::Disk,
          "max without (fstype, device) (node_filesystem_size_bytes" WF_REAL_DISKS
          " - node_filesystem_avail_bytes" WF_REAL_DISKS ")",
          "max without (fstype, device) (node_filesystem_size_bytes" WF_REAL_DISKS ")", Unit::Bytes},
    Known{"node_filesystem_files node_filesystem_files_free", "inodes", FiniteKind::Inodes,
          "max without (fstype, device) (node_filesystem_files" WF_REAL_DISKS
          " - node_filesystem_files_free" WF_REAL_DISKS ")",
          "max without (fstype, device) (node_filesystem_files" WF_REAL_DISKS " > 0)", Unit::None},
    Known{"node_memory_MemTotal_bytes node_memory_MemAvailable_bytes", "memory of the machine", FiniteKind::Memory,
          "node_memory_MemTotal_bytes - node_memory_MemAvailable_bytes", "node_memory_MemTotal_bytes", Unit::Bytes,
          true, true},
    Known{"node_cpu_seconds_total", "processor of the machine", FiniteKind::Processor,
          "sum by (instance) (rate(node_cpu_seconds_total{mode!~\"idle|iowait\"}[1h]))",
          "count by (instance) (node_cpu_seconds_total{mode=\"idle\"})", Unit::None, true, true},
    Known{"kubelet_volume_stats_used_bytes kubelet_volume_stats_capacity_bytes", "volume", FiniteKind::Disk,
          "max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_used_bytes)",
          "max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_capacity_bytes)", Unit::Bytes},
    Known{"kubelet_volume_stats_inodes_used kubelet_volume_stats_inodes", "inodes of the volume", FiniteKind::Inodes,
          "max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_inodes_used)",
          "max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_inodes > 0)", Unit::None},
    Known{"container_memory_working_set_bytes kube_pod_container_resource_limits", "memory limit of the container",
          FiniteKind::Memory, "max by (namespace, container) (container_memory_working_set_bytes{container!=\"\"})",
          "max by (namespace, container) (kube_pod_container_resource_limits{resource=\"memory\"})", Unit::Bytes, true},
    Known{"container_cpu_usage_seconds_total kube_pod_container_resource_limits", "processor limit of the container",
          FiniteKind::Processor,
          "max by (namespace, container) (rate(container_cpu_usage_seconds_total{container!=\"\"}[1h]))",
          "max by (namespace, container) (kube_pod_container_resource_limits{resource=\"cpu\"})", Unit::None, true},
    Known{"kube_resourcequota", "quota", FiniteKind::Quota,
          "max by (namespace, resource) (kube_resourcequota{type=\"used\"})",
          "max by (namespace, resource) (kube_resourcequota{type=\"hard\"} > 0)", Unit::None},
    Known{"pg_stat_activity_count pg_settings_max_connections", "database connections", FiniteKind::Connections,
          "sum by (instance) (pg_stat_activity_count)", "max by (instance) (pg_settings_max_connections)", Unit::None,
          true},
    Known{"mysql_global_status_threads_connected mysql_global_variables_max_connections", "database connections",
          FiniteKind::Connections, "max by (instance) (mysql_global_status_threads_connected)",
          "max by (instance) (mysql_global_variables_max_connections)", Unit::None, true},
    Known{"redis_memory_used_bytes redis_memory_max_bytes", "cache memory", FiniteKind::Memory,
          "max by (instance) (redis_memory_used_bytes)", "max by (instance) (redis_memory_max_bytes > 0)", Unit::Bytes,
          true},
    Known{"redis_connected_clients redis_config_maxclients", "cache connections", FiniteKind::Connections,
          "max by (instance) (redis_connected_clients)", "max by (instance) (redis_config_maxclients)", Unit::None,
          true},
    Known{"jvm_memory_used_bytes jvm_memory_max_bytes", "heap", FiniteKind::Memory,
          "sum by (%1) (jvm_memory_used_bytes{area=\"heap\"})", "sum by (%1) (jvm_memory_max_bytes{area=\"heap\"} > 0)",
          Unit::Bytes, true},
    Known{"process_open_fds process_max_fds", "file descriptors", FiniteKind::Descriptors,
          "max by (%1) (process_open_fds)", "min by (%1) (process_max_fds > 0)", Unit::None, true},
    Known{"elasticsearch_filesystem_data_size_bytes elasticsearch_filesystem_data_available_bytes", "search disk",
          FiniteKind::Disk,
          "max by (instance, name) (elasticsearch_filesystem_data_size_bytes - "
          "elasticsearch_filesystem_data_available_bytes)",
          "max by (instance, name) (elasticsearch_filesystem_data_size_bytes)", Unit::Bytes},
    Known{"container_memory_working_set_bytes kube_pod_container_resource_requests", "memory request of the container",
          FiniteKind::Memory, "max by (namespace, container) (container_memory_working_set_bytes{container!=\"\"})",
          "max by (namespace, container) (kube_pod_container_resource_requests{resource=\"memory\"})", Unit::Bytes,
          true, false, true},
    Known{"container_cpu_usage_seconds_total kube_pod_container_resource_requests",
          "processor request of the container", FiniteKind::Processor,
          "max by (namespace, container) (rate(container_cpu_usage_seconds_total{container!=\"\"}[1h]))",
          "max by (namespace, container) (kube_pod_container_resource_requests{resource=\"cpu\"})", Unit::None, true,
          false, true},
    Known{"probe_ssl_earliest_cert_expiry", "certificate", FiniteKind::Certificate, "",
          "min by (instance) (probe_ssl_earliest_cert_expiry)", Unit::Timestamp},
    Known{"certmanager_certificate_expiration_timestamp_seconds", "certificate", FiniteKind::Certificate, "",
          "min by (namespace, name) (certmanager_certificate_expiration_timestamp_seconds)", Unit::Timestamp},
    Known{"x509_cert_not_after", "certificate", FiniteKind::Certificate, "",
          "min by (instance, subject_CN, filepath, secret_name) (x509_cert_not_after)", Unit::Timestamp},
    Known{"ssl_cert_not_after", "certificate", FiniteKind::Certificate, "",
          "min by (instance, cn) (ssl_cert_not_after)", Unit::Timestamp},
};

// Licences and certificates have no common name: what speaks of one and of its end, as a time, is one.
std::optional<FiniteKind> datedKind(const QString &name)
{
    const bool isTime = name.endsWith(u"_seconds"_s) || name.endsWith(u"_timestamp"_s) || name.endsWith(u"_time"_s) ||
                        name.endsWith(u"_not_after"_s) || name.endsWith(u"_expiry"_s);
    const bool isEnd = name.contains(u"expir"_s) || name.contains(u"not_after"_s) || name.contains(u"valid_until"_s);
    const bool isDuration =
        name.contains(u"_in_seconds"_s) || name.contains(u"remaining"_s) || name.endsWith(u"_total"_s);
    if (!isTime || !isEnd || isDuration)
        return std::nullopt;
    if (name.contains(u"license"_s) || name.contains(u"licence"_s))
        return FiniteKind::Licence;
    return name.contains(u"certificate"_s) || name.contains(u"_cert_"_s) ? std::optional(FiniteKind::Certificate)
                                                                         : std::nullopt;
}

FiniteQuestion datedQuestion(const QString &name, FiniteKind kind, const QString &by)
{
    FiniteQuestion out;
    out.kind = kind;
    out.id = finiteKindName(kind) + u' ' + name;
    out.title = finiteKindName(kind);
    out.limit = u"min by (%1, name) (%2 > 0)"_s.arg(by, metricSelector(name));
    out.unit = Unit::Timestamp;
    return out;
}

FiniteQuestion ofPair(const SaturationPair &pair, const QString &by)
{
    const bool isBytes = pair.used.endsWith(u"bytes"_s);
    const bool isQueue = pair.limit.endsWith(u"capacity"_s);
    const bool isFiles = pair.used.endsWith(u"_fds"_s);
    const bool isLicence = pair.used.contains(u"licens"_s) || pair.used.contains(u"licenc"_s);
    const bool isQuota = pair.used.contains(u"quota"_s);
    FiniteQuestion out;
    out.id = u"pair "_s + pair.used;
    out.title = pair.title;
    out.kind = isLicence ? FiniteKind::Licence
               : isQuota ? FiniteKind::Quota
               : isBytes ? FiniteKind::Memory
               : isQueue ? FiniteKind::Queue
               : isFiles ? FiniteKind::Descriptors
                         : FiniteKind::Connections;
    out.used = u"max by (%1) (%2)"_s.arg(by, metricSelector(pair.used));
    out.limit = u"min by (%1) (%2 > 0)"_s.arg(by, metricSelector(pair.limit));
    out.unit = isBytes ? Unit::Bytes : Unit::None;
    out.isLoad = !isLicence;
    return out;
}

} // namespace

QString finiteKindName(FiniteKind kind)
{
    static constexpr std::array names{"disk",        "inodes", "memory",      "processor", "connections", "queue",
                                      "descriptors", "quota",  "certificate", "licence",   "error budget"};
    return QString::fromLatin1(names[static_cast<std::size_t>(kind)]);
}

std::vector<FiniteQuestion> finiteList(const QStringList &metricNames, const SubjectRules &rules)
{
    const QSet<QString> have(metricNames.begin(), metricNames.end());
    const QString by = labelList(rules.service + rules.region + rules.instance);
    std::vector<FiniteQuestion> out;
    QSet<QString> told; // metrics that a question of their own reads
    for (const Known &k : known) {
        const QStringList needs = QString::fromLatin1(k.needs).split(u' ');
        if (!std::ranges::all_of(needs, [&](const QString &name) { return have.contains(name); }))
            continue;
        for (const QString &name : needs)
            told.insert(name);
        const QString id = finiteKindName(k.kind) + (k.isRequest ? u" request "_s : u" "_s) + needs.front();
        out.push_back({id, QString::fromLatin1(k.title), k.kind, QString::fromLatin1(k.used).replace(u"%1"_s, by),
                       QString::fromLatin1(k.limit).replace(u"%1"_s, by), k.unit, k.isLoad, k.isByNode, k.isRequest});
    }
    for (const QString &name : metricNames)
        if (const auto kind = told.contains(name) ? std::nullopt : datedKind(name)) {
            told.insert(name);
            out.push_back(datedQuestion(name, *kind, by));
        }
    for (const SaturationPair &pair : saturationPairs(metricNames))
        if (!told.contains(pair.used))
            out.push_back(ofPair(pair, by));
    return out;
}

} // namespace wf::engine
