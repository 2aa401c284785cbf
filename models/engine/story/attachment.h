// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/signals/attached.h"
#include "models/signals/subject.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace wf::engine {

// Something that an operator put to an incident, for colleagues and for the review. Texts are outside text.
struct Attachment {
    enum class Kind { Chart, Trace, Logs, Thread };
    static constexpr qsizetype mostText = 64 * 1024; // characters; more is cut and says so
    static constexpr qsizetype mostTitle = 200;
    QString id; // made when it is kept; empty when new
    qint64 incident = 0;
    Kind kind = Kind::Thread;
    QString title;
    QString text;          // Chart: the query; Trace: its id; Logs: the lines; Thread: as it is copied
    QString service;       // empty: not known
    base::TimeRange range; // that it shows; empty: a moment or not known
    qint64 atNs = 0;       // when it was attached
    QString by;
    std::optional<signals::AttachedChart> chart = {}; // Chart: what it showed then
    friend bool operator==(const Attachment &, const Attachment &) = default;
};
// "chart", "trace", "logs", "thread": for the ledger, JSON and the command line.
[[nodiscard]] QString attachmentKindName(Attachment::Kind kind);
[[nodiscard]] std::optional<Attachment::Kind> attachmentKindFromName(const QString &name);
// The Thread about a subject, as it is copied. An incident as subject is the one it goes to.
[[nodiscard]] Attachment threadAttachment(const signals::Subject &subject, const QString &thread,
                                          base::TimeRange range);
// A trace, log lines or a query by itself: its text is its id, the lines, the query, unless `content` says another.
[[nodiscard]] Attachment ownAttachment(const signals::Subject &subject, base::TimeRange range,
                                       const signals::AttachedContent &content = {});
// Where it came from, at its time; nothing when there is no way back.
[[nodiscard]] signals::Subject subjectOf(const Attachment &attachment);
// Within its bounds.
[[nodiscard]] Attachment bounded(Attachment attachment);

[[nodiscard]] QJsonObject toJson(const Attachment &attachment);
[[nodiscard]] std::optional<Attachment> attachmentFrom(const QJsonObject &json);

// As Markdown for a review: a heading each, texts in fences. Empty without any.
[[nodiscard]] QString attachmentsAsMarkdown(const std::vector<Attachment> &attachments);

} // namespace wf::engine
