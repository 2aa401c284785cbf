// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/agreements/book/agreementbook.h"
#include "models/engine/agreements/round/agreementround.h"
#include "models/engine/agreements/round/contractfiles.h"
#include "models/engine/metrics/metricreader.h"
#include "models/store/alertlog.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace wf::engine {

struct AgreementsSnapshot {
    std::vector<AgreementState> agreements;
    BookState book;
    std::map<QString, QString> texts; // contract files as they were read, by path
    wire::AgreementNames known;       // what contracts may name
    QStringList problems;             // of files, of the book, and of sources that did not answer
    bool isPartial = false;           // not all sources answered: figures are of a part
    bool bookIsOpen = false;
    qint64 asOfNs = 0; // 0: nothing is known yet
    QString period;    // the one asked for; empty: the running ones
};
using AgreementsPtr = std::shared_ptr<const AgreementsSnapshot>;

// Keeps all contracts of an environment as they stand: their files, what the sources say of their clauses, the
// incidents that alerts left, and the book. Looks again every minute while started. Files, the book and the arithmetic
// are worked on a pool. GUI thread.
class AgreementKeeper : public QObject {
    Q_OBJECT
public:
    struct Options {
        QStringList contracts;  // files or folders
        QStringList objectives; // the same
        QString bookPath;       // agreements.db
        QString actor;          // who signs for what the program does by itself
    };
    // `alerts` may be null: then no incidents are known.
    AgreementKeeper(Options options, MetricReader &metrics, store::AlertLog *alerts, const base::Clock &clock,
                    async::Pools &pools, QObject *parent = nullptr);
    ~AgreementKeeper() override;

    void start();
    void stop(); // a hidden screen asks nothing; what is known stays
    void refresh();
    // Looks at the period of this name (AgreementRound::period) instead of the running one; empty: the running one
    // again.
    void lookAt(const QString &period);
    // Also the settlement periods before, of one contract, with the next answer and all after it.
    void askPast(const QString &agreement);
    void lookAt(const QString &period, const QString &pastOf); // both with one answer
    // Something signed: runs on a pool with the book, and then everything is looked at again.
    using Step = std::function<base::Status(AgreementBook &)>;
    void sign(Step step, std::function<void(const base::Status &)> done);

    [[nodiscard]] const AgreementsPtr &snapshot() const { return m_snapshot; }
    [[nodiscard]] bool isBusy() const { return m_round != nullptr; }
    [[nodiscard]] bool hasContracts() const { return !m_options.contracts.isEmpty(); }
    [[nodiscard]] const Options &options() const { return m_options; }

Q_SIGNALS:
    void changed();

private:
    struct Round;
    struct BookHolder;
    void read();
    void askIncidents();
    void prepare();
    void askSources();
    void ask(const QuestionSource::Question &question);
    void answered(const QuestionSource::Question &question, const base::Result<MetricAnswer> &result);
    void compute();
    void publish(std::shared_ptr<AgreementsSnapshot> next);

    Options m_options;
    MetricReader &m_metrics;
    store::AlertLog *m_alerts;
    const base::Clock &m_clock;
    async::Pools &m_pools;
    std::shared_ptr<BookHolder> m_book;
    std::shared_ptr<Round> m_round; // the running one
    std::vector<async::Request> m_requests;
    AgreementsPtr m_snapshot;
    QString m_period;
    QString m_pastOf;
    bool m_again = false; // something changed while a round was running
    QTimer m_timer;
    async::JobScope m_jobs;
};

} // namespace wf::engine
