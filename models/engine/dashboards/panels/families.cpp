// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/dashboards/panels/families.h"

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

QSet<QString> wordsIn(QLatin1StringView text)
{
    QSet<QString> out;
    for (const QString &word : QString(text).split(u' ', Qt::SkipEmptyParts))
        out.insert(word);
    return out;
}

// Of the program that exposes them, whatever it does.
const QSet<QString> &runtimes()
{
    static const QSet<QString> words = wordsIn(
        "go process jvm java python nodejs dotnet ruby php promhttp scrape up ALERTS net target otel executor logback "
        "jdbc hikaricp spring application system beam erlang telemetry rust tokio v8 deprecated exposer threadpool"_L1);
    return words;
}

const QSet<QString> &machines()
{
    static const QSet<QString> words =
        wordsIn("node container kube kubelet machine cadvisor windows apiserver workqueue rest storage"_L1);
    return words;
}

// Conventions that any program follows, and libraries within it.
const QSet<QString> &conventions()
{
    static const QSet<QString> words = wordsIn(
        "grpc http https rpc db sql tomcat traces istio aspnetcore kestrel signalr exporter tsdb cache messaging"_L1);
    return words;
}

// Servers and their exporters.
const QSet<QString> &products()
{
    static const QSet<QString> words = wordsIn(
        "prometheus nginx pg redis envoy etcd alertmanager loki jaeger cortex tempo mysql mongodb kafka rabbitmq "
        "haproxy "
        "memcached elasticsearch coredns probe blackbox otelcol apache bind varnish squid caddy consul vault minio "
        "nats "
        "gnatsd jetstream pulsar zookeeper cassandra pgbouncer proxysql postgres couchdb clickhouse ClickHouse "
        "influxdb "
        "telegraf kong keycloak gitlab jenkins argocd gotk certmanager traefik pilot citadel galley linkerd cilium "
        "hubble "
        "felix typha thanos mimir grafana fluentd fluentbit vector logstash promtail alloy snmp ipmi smartctl smartmon "
        "smartprom ceph gluster zfs libvirt pve vmware unifi dnsmasq unbound pdns powerdns postfix dovecot exim sssd "
        "chrony "
        "ntp systemd wireguard openvpn engine swarm registry harbor nomad temporal airflow flink spark hadoop hbase "
        "activemq artemis solr opensearch celery sidekiq puma uwsgi phpfpm pushgateway push statsd graphite ingress "
        "rocketmq nsq emqx mosquitto mqtt vernemq tikv tidb cockroachdb yugabyte scylla aerospike couchbase "
        "neo4j arangodb meilisearch qdrant weaviate milvus druid presto trino rclone restic velero longhorn rook "
        "kyverno opa gatekeeper falco istiod karpenter keda knative bird frr ssh openssl cert x509 ldap openldap "
        "freeradius asterisk kamailio opensips jitsi mysqld dcgm nvidia DCGM rocm ups nut apcupsd nextcloud gitea"_L1);
    return words;
}

// Where nothing is known about its word, a family this large that is most of a target is a server's.
constexpr int manyMetrics = 30;

} // namespace

QString Families::of(const QString &metric)
{
    const QStringList recorded = metric.split(u':', Qt::SkipEmptyParts);
    const QString name = recorded.size() > 1 ? recorded[1] : metric;
    qsizetype end = 0;
    while (end < name.size() && name[end] != u'_' && name[end] != u':' && name[end] != u'.')
        ++end;
    return name.left(end);
}

QString Families::nameOf(const QString &family)
{
    static const QHash<QString, QString> names{{u"pg"_s, u"PostgreSQL"_s},
                                               {u"mysql"_s, u"MySQL"_s},
                                               {u"rabbitmq"_s, u"RabbitMQ"_s},
                                               {u"haproxy"_s, u"HAProxy"_s},
                                               {u"mongodb"_s, u"MongoDB"_s},
                                               {u"coredns"_s, u"CoreDNS"_s},
                                               {u"nginx"_s, u"nginx"_s},
                                               {u"etcd"_s, u"etcd"_s},
                                               {u"bind"_s, u"BIND"_s},
                                               {u"pgbouncer"_s, u"PgBouncer"_s},
                                               {u"otelcol"_s, u"OpenTelemetry Collector"_s},
                                               {u"node"_s, u"Host"_s},
                                               {u"kube"_s, u"Kubernetes"_s},
                                               {u"probe"_s, u"Probe"_s}};
    const QString known = names.value(family);
    if (!known.isEmpty() || family.isEmpty())
        return known;
    return family.front().toUpper() + family.mid(1);
}

Families::Families(const std::vector<ServiceMetric> &metrics)
{
    QHash<QString, int> sizes;
    QSet<QString> scraping;
    int all = 0;
    for (const ServiceMetric &m : metrics) {
        if (m.name.contains(u':'))
            continue;
        if (m.name.endsWith("exporter_build_info"_L1))
            for (const QString &label : {u"job"_s, u"instance"_s})
                m_exporters[label] << m.labels.value(label);
        const QString family = of(m.name);
        if (runtimes().contains(family))
            continue;
        ++all;
        ++sizes[family];
        const QStringView rest = QStringView(m.name).mid(family.size());
        if (rest == u"_up"_s || rest.startsWith(u"_exporter_"_s))
            m_marked.insert(family);
        else if (rest.startsWith(u"_scrape_"_s))
            scraping.insert(family);
    }
    for (auto it = sizes.cbegin(); it != sizes.cend(); ++it) {
        const bool known = products().contains(it.key()) || machines().contains(it.key()) ||
                           m_marked.contains(it.key()) || scraping.contains(it.key());
        const bool large = it.value() >= manyMetrics && it.value() * 2 > all && !conventions().contains(it.key());
        if ((known && (it.value() * 2 > all || (m_marked.contains(it.key()) && it.value() > 2))) || large)
            m_subjects.insert(it.key());
    }
}

bool Families::isTechnical(const QString &family) const
{
    return runtimes().contains(family) || machines().contains(family) || conventions().contains(family) ||
           products().contains(family) || m_marked.contains(family) || family.endsWith("exporter"_L1) ||
           m_subjects.contains(family);
}

bool Families::isMachine(const QString &family)
{
    return machines().contains(family);
}

bool Families::isOfExporter(const ServiceMetric &metric) const
{
    const QString family = of(metric.name);
    if (m_exporters.isEmpty() || family == "up"_L1 || family == "ALERTS"_L1)
        return false;
    for (const QString &label : {u"job"_s, u"instance"_s}) {
        const QStringList exporters = m_exporters.value(label);
        const QStringList values = metric.labels.value(label);
        if (!std::ranges::all_of(values, [&](const QString &value) { return exporters.contains(value); }))
            return false;
    }
    return true;
}

} // namespace wf::engine
