// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/scrape/discovery/dnsdiscovery.h"

#include "models/base/clock.h"

#include <QCoreApplication>

#include <chrono>

namespace wf::station {

namespace {

net::RecordType recordType(DnsDiscovery::Type type)
{
    switch (type) {
    case DnsDiscovery::Type::A:
        return net::RecordType::A;
    case DnsDiscovery::Type::AAAA:
        return net::RecordType::AAAA;
    case DnsDiscovery::Type::SRV:
        break;
    }
    return net::RecordType::SRV;
}

TargetGroup groupOf(const DnsDiscovery &options, const QString &name, const net::HostRecord &record)
{
    const bool isService = options.type == DnsDiscovery::Type::SRV;
    QString host = record.host;
    if (host.contains(u':'))
        host = u'[' + host + u']';
    base::Labels labels{{"__meta_dns_name", name.toStdString()}};
    if (isService)
        labels = labels.with("__meta_dns_srv_record_target", record.host.toStdString())
                     .with("__meta_dns_srv_record_port", std::to_string(record.port));
    const int port = isService ? record.port : options.port;
    return {{host + u':' + QString::number(port)}, labels, QStringLiteral("DNS: ") + name};
}

} // namespace

DnsTargets::DnsTargets(DnsDiscovery options, LookUpRecords lookUp, QObject *parent)
    : Discovery(parent), m_options(std::move(options)), m_lookUp(std::move(lookUp))
{
    connect(&m_timer, &QTimer::timeout, this, [this] { look(); });
}

void DnsTargets::start()
{
    m_timer.start(std::chrono::milliseconds(m_options.refreshNs / base::nsPerMs));
    look();
}

void DnsTargets::look()
{
    for (const auto &name : m_options.names)
        m_asking[name] = m_lookUp(
            name, recordType(m_options.type), this,
            [this, name](const base::Result<std::vector<net::HostRecord>> &records) { answered(name, records); });
}

void DnsTargets::answered(const QString &name, const base::Result<std::vector<net::HostRecord>> &records)
{
    m_problems.erase(name);
    if (records) {
        auto &groups = m_last[name];
        groups.clear();
        for (const auto &record : *records)
            groups.push_back(groupOf(m_options, name, record));
    } else {
        const bool isGone = records.error().kind == base::ErrorKind::NotFound;
        if (isGone)
            m_last.erase(name);
        m_problems[name] = isGone ? records.error().summary
                                  : QCoreApplication::translate("wf::station", "%1 Its targets stay as they were.")
                                        .arg(records.error().summary);
    }
    std::vector<TargetGroup> all;
    for (const auto &[one, groups] : m_last)
        all.insert(all.end(), groups.begin(), groups.end());
    QStringList problems;
    for (const auto &[one, problem] : m_problems)
        problems << problem;
    publish(std::move(all), std::move(problems));
}

} // namespace wf::station
