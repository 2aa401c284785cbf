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

// Gives the rules of `groups` their alerts back; rules found there need no restoring from series. Pending alerts wait
// on as restoredActiveSince() says. A file older than the tolerance, damaged or of another kind is ignored; the answer
// says why, or nothing when all is well.
[[nodiscard]] QString adoptRuleState(const QByteArray &bytes, const std::vector<RuleGroup *> &groups, qint64 nowNs,
                                     const RestoreOptions &options);

} // namespace wf::station
