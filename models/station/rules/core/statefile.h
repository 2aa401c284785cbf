// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/rules/core/rulegroup.h"

#include <QByteArray>
#include <QJsonObject>

#include <map>

namespace wf::station {

// The alerts of all rules as bytes, so that a restart goes on where it stopped: what fires keeps firing since when it
// did and is told again at once, an end that was told is not told twice, what was kept firing stays so. JSON, for
// base::SafeFile. The states of groups are made where the group is, and put together elsewhere, by key.
[[nodiscard]] QJsonObject groupState(const RuleGroup &group);
[[nodiscard]] QByteArray encodeRuleState(const std::map<QString, QJsonObject> &groups, qint64 nowNs);

// What the run before left. Reading it takes long for many alerts: not for the GUI thread, nor is adopting.
struct SavedRuleState {
    qint64 savedNs = 0;
    QJsonObject groups; // by key
};
// NotUnderstood: damaged, of another kind, or older than the tolerance; alerts start anew then.
[[nodiscard]] base::Result<SavedRuleState> readRuleState(const QByteArray &bytes, qint64 nowNs,
                                                         const RestoreOptions &options);
// Gives the rules of the group their alerts back; rules found there need no restoring from series. Pending alerts wait
// on as restoredActiveSince() says.
void adoptRuleState(const SavedRuleState &saved, RuleGroup &group, qint64 nowNs, const RestoreOptions &options);

} // namespace wf::station
