// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/base/clock.h"
#include "models/base/result.h"

#include <QObject>
#include <QString>

#include <vector>

namespace wf::store {
class Ledger;
}

namespace wf::engine {

struct KeptQuery {
    QString text;
    QString name;      // what a star was given for; may be empty
    qint64 lastNs = 0; // when it ran last
    int times = 0;
    qint64 series = -1; // in its last answer
    bool isStarred = false;
    friend bool operator==(const KeptQuery &, const KeptQuery &) = default;
};

// Queries that ran in this environment, and those with a star, in the ledger's settings. What has a star stays; of the
// rest the newest mostKept do. GUI thread.
class QueryBook final : public QObject {
    Q_OBJECT
public:
    QueryBook(store::Ledger &ledger, const base::Clock &clock, QObject *parent = nullptr);
    ~QueryBook() override;

    // Newest first.
    [[nodiscard]] const std::vector<KeptQuery> &queries() const { return m_queries; }
    // Those in whose text or name every word stands, starred ones first.
    [[nodiscard]] std::vector<KeptQuery> found(const QString &words, bool onlyStarred) const;
    [[nodiscard]] bool isStarred(const QString &text) const;
    [[nodiscard]] QString nameOf(const QString &text) const; // empty: none was given
    [[nodiscard]] int stars() const;

    void ran(const QString &text, qint64 series);
    void setStar(const QString &text, bool isStarred, const QString &name = {});
    void forget(const QString &text);

    static constexpr std::size_t mostKept = 500;

Q_SIGNALS:
    void changed();
    void failed(const wf::base::Error &error); // it could not be kept; it stays in memory

private:
    KeptQuery &entry(const QString &text);
    void write();
    store::Ledger &m_ledger;
    const base::Clock &m_clock;
    std::vector<KeptQuery> m_queries;
    async::Request m_read, m_write;
    bool m_isRead = false;
};

} // namespace wf::engine
