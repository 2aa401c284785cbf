// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/net/http.h"
#include "models/station/alerts/book/inhibition.h"
#include "models/station/config/configsection.h"
#include "models/station/config/relabel.h"
#include "models/station/rules/core/rulespec.h"
#include "models/station/rules/shelf/ruleshelf.h"

#include <QStringList>

namespace wf::station {

// Section `rules` of station.yaml:
//
//     rules:
//       files: [rules/*.yml]            # beside the station's own
//       defaults: true                  # the rules that watch this machine
//       evaluation_interval: 1m
//       external_labels: {site: home}
//       external_url: http://watch.example/
//       resend_delay: 1m
//       alertmanagers: [http://am-1:9093, http://am-2:9093]   # none: the station keeps alerts itself
//       alert_relabel_configs: […]      # as in prometheus.yml, before alerts are sent there
//       inhibit_rules: […]              # as in alertmanager.yml, for when the station keeps them
struct RuleSettings {
    QStringList files; // absolute; the last part may hold wildcards
    bool usesDefaults = true;
    qint64 intervalNs = base::nsPerMinute;
    base::Labels externalLabels;
    QString externalUrl;
    qint64 resendNs = base::nsPerMinute;
    std::vector<net::HttpOptions> alertmanagers;
    std::vector<RelabelRule> alertRelabel;
    std::vector<InhibitRule> inhibitRules;
};
[[nodiscard]] RuleSettings readRuleSettings(const ConfigSection &section, const QString &folder);

// What is in the files now, and on the shelf, whose groups' file is their namespace. Blocks: call it on a pool.
struct LoadedRules {
    std::vector<GroupSpec> groups;
    QByteArray digest;    // changes when a file does
    QStringList problems; // "/etc/rules/a.yml:7:12: …": files, groups and rules left out or doubtful
};
[[nodiscard]] LoadedRules loadRules(const QStringList &patterns, bool withDefaults, qint64 defaultIntervalNs,
                                    const std::optional<RuleShelf> &shelf = {});

} // namespace wf::station
