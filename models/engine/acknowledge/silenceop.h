// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/acknowledge/ackwords.h"
#include "models/store/records.h"

#include <QJsonObject>

namespace wf::engine {

// What a silence shall be on its server, as kept in the outbox. One operation stands for one silence through its whole
// life: extending, changing and ending it change what is wanted here.
struct SilenceOp {
    enum class Wanted { Present, Gone };
    Wanted wanted = Wanted::Present;
    bool acknowledgement = false;
    std::vector<signals::Matcher> matchers;
    qint64 startsNs = 0;
    qint64 endsNs = 0;
    qint64 confirmedEndsNs = 0; // the end the server showed last; another endsNs is an edit that has yet to arrive
    QString createdBy, note;
    QString title;            // the alert or silence, for people
    QStringList fingerprints; // operations on the same alert run in order
    QString adoptId;          // the silence somebody else made and this operation changes
    qint64 extendByNs = 0;    // 0 = ends when it ends
    qint64 deadlineNs = 0;    // must have arrived by then, else a person is told
    qint64 goneSinceNs = 0;
    bool changed = false;  // note or matchers were edited
    bool annotate = false; // the server keeps annotations
    friend bool operator==(const SilenceOp &, const SilenceOp &) = default;
};

inline const QString silenceOpKind = QStringLiteral("silence.put");

[[nodiscard]] QJsonObject toJson(const SilenceOp &op);
// Invalid when it is not such an operation.
[[nodiscard]] base::Result<SilenceOp> silenceOpFromJson(const QJsonObject &json);

// What has to happen on the server next, from what it shows. Pure: looking comes before every write, so that an answer
// that was lost, a console that died and a server that forgot all end in the same one silence (reliability.md 3.3).
struct SilenceDecision {
    enum class Do { Post, Edit, Expire, Confirm, Close };
    enum class Why { None, Missing, Differs, Surplus, Yields, Ended, EndedElsewhere, Removed };
    Do what = Do::Confirm;
    Why why = Why::None;
    signals::Silence put; // Post, Edit
    QStringList expire;   // Expire
    QString id;           // Confirm: the silence that stands for the operation; Yields: the colleague's
    QString holder;       // Yields: who was first
    qint64 holderSinceNs = 0;
    qint64 endsNs = 0; // Confirm: as the server has it
};
// Two people acknowledge the same alert on two consoles: whoever was first holds it (by start, then by id, so that
// every console decides alike), the other's acknowledgement is withdrawn and says who holds it. Giving an alert to
// somebody changes the silence that stands, and so makes no second one.
[[nodiscard]] SilenceDecision decide(const store::OutboxItem &item, const SilenceOp &op,
                                     const std::vector<signals::Silence> &onServer, qint64 nowNs);

// When to look again after the silence was seen: one minute, then 16 minutes after arrival (a killed server forgets
// what it had not yet written), then each quarter of an hour, and at the end.
[[nodiscard]] qint64 nextLook(store::OpState before, const SilenceOp &op, qint64 nowNs);
// Full jitter: random in [0,1) times min(30 s, 0.5 s * 2^attempts).
[[nodiscard]] qint64 backoffNs(int attempts, double random);

} // namespace wf::engine
