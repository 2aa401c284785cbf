// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/anomalies/watch/feedback.h"
#include "models/async/request.h"
#include "models/base/result.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <optional>

namespace wf::store {
class Ledger;
}

namespace wf::engine {

// "real", "not-real", "weekly".
[[nodiscard]] QString feedbackName(analysis::FeedbackKind kind);
[[nodiscard]] std::optional<analysis::FeedbackKind> feedbackNamed(const QString &name);

// What operators said of anomalies, by series. Kept in the audit trail of the ledger: who said what stays, also when it
// was taken back, and survives kill -9. GUI thread.
class FeedbackBook final : public QObject {
    Q_OBJECT
public:
    explicit FeedbackBook(store::Ledger &ledger, QObject *parent = nullptr);
    ~FeedbackBook() override;

    void load();
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    [[nodiscard]] const std::optional<base::Error> &error() const { return m_error; }
    [[nodiscard]] analysis::SeriesFeedback of(const QString &seriesKey) const { return m_bySeries.value(seriesKey); }
    [[nodiscard]] const QHash<QString, analysis::SeriesFeedback> &all() const { return m_bySeries; }

    // How many processors learning may use at most, as somebody chose it; nothing: nobody has.
    [[nodiscard]] std::optional<double> share() const { return m_share; }
    void keepShare(double share);

    using Reply = std::function<void(const base::Status &)>;
    // Counts once it is kept.
    void say(const QString &seriesKey, const QString &title, const analysis::Feedback &feedback, const QString &actor,
             Reply reply);
    // Takes back the last word on the series; NotFound when there is none.
    void undo(const QString &seriesKey, const QString &title, const QString &actor, Reply reply);
    // Puts something else that was done to a series on the audit trail.
    void note(const QString &action, const QString &seriesKey, const QString &title, const QString &actor, Reply reply);

Q_SIGNALS:
    void changed(const QString &seriesKey); // empty: all of it was read

private:
    void keep(const QString &action, const QString &seriesKey, const QString &title, qint64 timeMs,
              const QString &actor, std::function<void()> apply, Reply reply);

    store::Ledger &m_ledger;
    QHash<QString, analysis::SeriesFeedback> m_bySeries;
    std::optional<base::Error> m_error;
    std::optional<double> m_share;
    bool m_isLoaded = false;
    async::Request m_reading, m_readingShare;
    std::vector<async::Request> m_writes;
};

} // namespace wf::engine
