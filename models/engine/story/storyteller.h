// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/causes/causedesk.h"
#include "models/engine/story/timeline.h"

#include <QHash>
#include <QJsonValue>
#include <QObject>
#include <QTimer>

namespace wf::engine {

// Tells what happened: the timeline of the incident that somebody looks at, as it goes on, and documents about it.
// Notes and attachments are kept in the ledger, and only there; the rest is read. GUI thread.
class Storyteller final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        IncidentKeeper &incidents;
        ServiceCatalog &services;
        CauseDesk &causes;
        store::Ledger &ledger;
    };
    Storyteller(const Parts &parts, const base::Clock &clock, QString actor, QObject *parent = nullptr);
    ~Storyteller() override;

    // 0: nobody looks.
    void look(qint64 incident);
    [[nodiscard]] const std::vector<TimelineEntry> &timeline() const { return m_timeline; }
    // Of the last reading; the timeline is then that of before.
    [[nodiscard]] const std::optional<base::Error> &error() const { return m_error; }

    // Markdown, later. NotFound: the incident is not known any more. Dropping the Request stops it.
    using Document = std::function<void(const base::Result<QString> &)>;
    [[nodiscard]] async::Request handover(Document reply);
    // What happened in one of them, whoever looks.
    using Timeline = std::function<void(const base::Result<std::vector<TimelineEntry>> &)>;
    [[nodiscard]] async::Request tell(qint64 incident, Timeline reply);
    // Its suspected causes are told when somebody looks at it.
    [[nodiscard]] async::Request review(qint64 incident, Document reply);

    // Replies once it is kept; the timeline follows. What takes them back is given by what was kept.
    void note(const Incident &incident, const QString &text, store::Reply<store::OperatorNote> reply);
    void removeNote(const store::OperatorNote &note, store::Reply<base::Done> reply);
    // `by`, `atNs` and `id` are set here. Invalid: there is nothing in it.
    void attach(const Attachment &attachment, store::Reply<Attachment> reply);
    void detach(const Attachment &attachment, store::Reply<base::Done> reply);
    // Something about it was written down by somebody else.
    void lookAgain() { refresh(); }
    // Of the incident that somebody looks at, as last read; oldest first.
    [[nodiscard]] const std::vector<Attachment> &attachments() const { return m_attachments; }
    // All that are kept, of all incidents; oldest first.
    [[nodiscard]] static std::vector<Attachment> attachmentsFrom(const QHash<QString, QJsonValue> &settings);
    static const QString attachedRoot; // of their keys in the ledger's settings

    static constexpr int mostRecords = 20'000;
    static constexpr int settleMs = 300; // what changes at once is read once

Q_SIGNALS:
    void changed();

private:
    using Sources = std::function<void(const base::Result<TimelineSources> &)>;
    [[nodiscard]] async::Request read(base::TimeRange range, Sources reply);
    void refresh();

    Parts m_parts;
    const base::Clock &m_clock;
    QString m_actor;
    qint64 m_incident = 0;
    std::vector<TimelineEntry> m_timeline;
    std::vector<Attachment> m_attachments;
    std::optional<base::Error> m_error;
    std::vector<async::Request> m_writes;
    QTimer m_settle;
    async::Request m_reading;
};

} // namespace wf::engine
