// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/completeness.h"
#include "models/base/result.h"
#include "models/base/sharedlist.h"
#include "models/signals/alert.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace wf::engine {

// How an alert stands with the people who look after it. Worst first, so that sorting ascending puts on top what needs
// somebody.
enum class Handling { Open, Pending, Acknowledged, Silenced, Inhibited };
// "firing", "pending", "acknowledged", "silenced", "inhibited".
[[nodiscard]] QString handlingName(Handling handling);

// An alert with all that is known of it: merged over sources, joined with its rule and its silences.
struct WatchedAlert {
    signals::Alert alert; // of the member that told it last; value from the rule when there is one
    quint64 key = 0;      // the same alert in every snapshot
    QString service, region, instance;
    Handling handling = Handling::Open;
    QString owner; // who acknowledged or silenced it
    QString note;  // why, without marker and prefix
    qint64 heldSinceNs = 0;
    qint64 heldUntilNs = 0;
    QString silenceId;                         // the one that ends last
    QStringList sources;                       // alert sources that carry it; empty: only a rule knows it
    std::shared_ptr<const signals::Rule> rule; // in the answer that told it; null when no rule is known
    [[nodiscard]] bool onlyRuleKnows() const { return sources.isEmpty(); }
    friend bool operator==(const WatchedAlert &, const WatchedAlert &) = default;
};

// What one source said last.
struct AlertSourceView {
    QString id, name;
    bool alertSource = true;          // false: a metric source asked for its rules
    qint64 lastGoodNs = 0;            // 0 = never
    std::optional<base::Error> error; // of the last poll, when it failed
    qint64 startedNs = 0;             // a change means a restart
    QString cluster;                  // the same for members of one cluster
    qint64 clockSkewNs = 0;
    bool annotations = false;
    friend bool operator==(const AlertSourceView &, const AlertSourceView &) = default;
};

// What is different from the snapshot before, by key.
struct AlertChanges {
    std::vector<quint64> appeared, changed, resolved;
    [[nodiscard]] bool isEmpty() const { return appeared.empty() && changed.empty() && resolved.empty(); }
};

// How far "no alerts" may be believed (reliability.md 3.2).
enum class AlertKnowledge { NotAsked, Fresh, Unknown };

struct AlertSnapshot {
    base::SharedList<WatchedAlert> alerts;  // ascending by key; what is as it was is shared with the snapshot before
    std::vector<signals::Silence> silences; // all members', newest update wins, expired ones too
    std::vector<AlertSourceView> sources;
    AlertChanges changes;
    base::Completeness completeness;
    qint64 takenNs = 0;
    quint64 serial = 0;
    [[nodiscard]] const WatchedAlert *find(quint64 key) const;
    [[nodiscard]] const signals::Silence *silence(const QString &id) const;
};
using AlertSnapshotPtr = std::shared_ptr<const AlertSnapshot>;

// Where an alert belongs, from its labels.
struct AlertPlace {
    QString service, region, instance;
};
// Must be safe to call from any thread.
using PlaceResolver = std::function<AlertPlace(const base::Labels &)>;
// service/job/app, region/zone/cluster, instance/pod: what most rules carry.
[[nodiscard]] AlertPlace placeFromUsualLabels(const base::Labels &labels);

// Comment of a silence without "ACK!" and without operation markers.
[[nodiscard]] QString readableComment(const QString &comment);

} // namespace wf::engine
