// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/story/storyteller.h"

#include <QObject>
#include <QTimer>

namespace wf::engine {

// What people wrote as the review of an incident.
struct WrittenReview {
    QString text; // Markdown, outside text
    QString by;
    qint64 keptNs = 0; // 0: not yet
};

// The review of the incident that somebody looks at: the draft that is written by itself, until somebody changes it;
// then what they wrote. Every change is kept in the ledger within half a second, and outlives a crash. GUI thread.
class ReviewDesk final : public QObject {
    Q_OBJECT
public:
    ReviewDesk(Storyteller &story, store::Ledger &ledger, const base::Clock &clock, QString actor,
               QObject *parent = nullptr);
    ~ReviewDesk() override;

    // 0: nobody looks. What was written for the one before is kept first.
    void look(qint64 incident);
    [[nodiscard]] qint64 incident() const { return m_incident; }
    // Markdown; empty until it is read.
    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] bool isEdited() const { return m_isEdited; } // somebody wrote in it
    [[nodiscard]] bool isKept() const { return !m_isChanged && m_toWrite == 0; }
    [[nodiscard]] qint64 keptNs() const { return m_keptNs; } // 0: never
    [[nodiscard]] const QString &keptBy() const { return m_keptBy; }
    // Of the last reading or writing; what is written stays in the window.
    [[nodiscard]] const std::optional<base::Error> &error() const { return m_error; }

    // Of this incident, kept or not; none: nobody wrote, or somebody looks at another.
    [[nodiscard]] std::optional<WrittenReview> written(qint64 incident) const;
    // What is kept of it, later; none: nobody wrote. Dropping the Request stops it.
    using Written = std::function<void(const base::Result<std::optional<WrittenReview>> &)>;
    [[nodiscard]] static async::Request readWritten(store::Ledger &ledger, qint64 incident, Written reply);

    void edit(const QString &text);
    void keepNow();
    // Drops what people wrote and drafts anew; replies with what was dropped.
    void startAgain(store::Reply<QString> reply);

    static constexpr int pauseMs = 500;
    static const QString root; // of the keys in the ledger's settings

Q_SIGNALS:
    void changed();     // the text is another, and nobody here wrote it
    void keptChanged(); // whether it is kept

private:
    void draft();
    void write(qint64 incident, const QJsonValue &value, store::Reply<base::Done> then);

    Storyteller &m_story;
    store::Ledger &m_ledger;
    const base::Clock &m_clock;
    QString m_actor;
    qint64 m_incident = 0;
    QString m_text, m_keptBy;
    qint64 m_keptNs = 0;
    bool m_isEdited = false;
    bool m_isChanged = false; // since it was last kept
    int m_toWrite = 0;
    std::optional<base::Error> m_error;
    QTimer m_pause;
    async::Request m_reading, m_drafting;
    std::vector<async::Request> m_writes;
};

} // namespace wf::engine
