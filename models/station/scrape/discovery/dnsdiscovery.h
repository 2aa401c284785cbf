// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/net/lookup.h"
#include "models/station/scrape/discovery/discovery.h"

#include <QTimer>

#include <functional>
#include <map>

namespace wf::station {

// How a name is looked up: net::lookUpRecords, or a test's.
using LookUpRecords =
    std::function<async::Request(const QString &name, net::RecordType type, QObject *context,
                                 std::function<void(base::Result<std::vector<net::HostRecord>>)> reply)>;

// dns_sd_configs: A, AAAA and SRV records of names, again every refresh interval. A name that cannot be asked for keeps
// what it said last; one that is not known any more has no targets.
class DnsTargets final : public Discovery {
    Q_OBJECT
public:
    DnsTargets(DnsDiscovery options, LookUpRecords lookUp, QObject *parent);
    void start() override;

private:
    void look();
    void answered(const QString &name, const base::Result<std::vector<net::HostRecord>> &records);

    DnsDiscovery m_options;
    LookUpRecords m_lookUp;
    QTimer m_timer;
    std::map<QString, async::Request> m_asking;
    std::map<QString, std::vector<TargetGroup>> m_last;
    std::map<QString, QString> m_problems;
};

} // namespace wf::station
