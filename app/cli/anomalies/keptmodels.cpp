// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/anomalies/keptmodels.h"

#include "app/cli/common/opening.h"
#include "models/base/timetext.h"
#include "models/engine/anomalies/feedback/feedbackbook.h"
#include "models/engine/anomalies/models/modelbook.h"
#include "models/store/store.h"

#include <QCoreApplication>
#include <QTimer>

#include <map>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestMs = 60'000;

// The store of one environment and what it keeps, by question.
struct Kept {
    base::SystemClock clock;
    store::Store store;
    engine::ModelBook book;
    std::map<QString, engine::ModelsBySeries> models;

    explicit Kept(const QString &directory)
        : store({.directory = directory, .auditKey = {}}, clock), book(&store.answers())
    {
        std::vector<async::Request> requests;
        qsizetype waiting = 0;
        requests.push_back(book.questions([&](const QStringList &ids) {
            waiting = ids.size();
            for (const QString &id : ids)
                requests.push_back(book.load(id, [this, id, &waiting](engine::ModelsBySeries found) {
                    models[id] = std::move(found);
                    if (--waiting == 0)
                        QCoreApplication::quit();
                }));
            if (ids.isEmpty())
                QCoreApplication::quit();
        }));
        QTimer longest;
        longest.setSingleShot(true);
        QObject::connect(&longest, &QTimer::timeout, &longest, [] { QCoreApplication::quit(); });
        longest.start(longestMs);
        QCoreApplication::exec();
    }
};

base::Status noted(Kept &kept, const QString &seriesKey)
{
    engine::FeedbackBook feedback(kept.store.ledger());
    base::Status out = base::makeError(base::ErrorKind::Timeout, u"The audit trail could not be written in time"_s);
    feedback.note(u"anomaly.models.roll-back"_s, seriesKey, seriesKey.isEmpty() ? u"all watched series"_s : seriesKey,
                  loginName(), [&out](const base::Status &status) {
                      out = status;
                      QCoreApplication::quit();
                  });
    QTimer longest;
    longest.setSingleShot(true);
    QObject::connect(&longest, &QTimer::timeout, &longest, [] { QCoreApplication::quit(); });
    longest.start(longestMs);
    QCoreApplication::exec();
    return out;
}

} // namespace

std::vector<QStringList> keptVersions(const QString &stateDirectory, const QString &metric)
{
    std::vector<QStringList> rows{{u"SERIES"_s, u"VERSION"_s, u"TRAINED"_s, u"SAMPLES"_s, u"LSTM"_s, u"CURRENT"_s}};
    const Kept kept(stateDirectory);
    for (const auto &[question, models] : kept.models)
        for (auto it = models.begin(); it != models.end(); ++it) {
            const auto shelf = analysis::ModelShelf::fromBytes(it.value());
            if (!shelf || !it.key().contains(metric, Qt::CaseInsensitive))
                continue;
            for (const auto &version : shelf->versions())
                rows.push_back({it.key(), QString::number(version.number),
                                base::isoTime(version.model.trainedAtMs * base::nsPerMs),
                                QString::number(version.model.samples), version.model.sequence ? u"yes"_s : u"no"_s,
                                version.number == shelf->versions().back().number ? u"yes"_s : QString()});
        }
    std::stable_sort(rows.begin() + 1, rows.end(), [](const auto &a, const auto &b) { return a.front() < b.front(); });
    return rows;
}

base::Result<QString> rollBackKept(const QString &stateDirectory, const QString &seriesKey)
{
    Kept kept(stateDirectory);
    // On the trail before it is done: nothing is taken away that nobody can find.
    const auto canBe = [&](const QString &key, const QByteArray &bytes) {
        const auto shelf = analysis::ModelShelf::fromBytes(bytes);
        return (seriesKey.isEmpty() || key == seriesKey) && shelf && shelf->versions().size() > 1;
    };
    int rolled = 0;
    for (const auto &[question, models] : kept.models)
        for (auto it = models.begin(); it != models.end(); ++it)
            rolled += canBe(it.key(), it.value()) ? 1 : 0;
    if (rolled == 0)
        return base::makeError(
            base::ErrorKind::NotFound,
            u"No version before the newest is kept of it: watchfloor anomalies versions lists them."_s);
    if (const auto status = noted(kept, seriesKey); !status)
        return status.error();
    for (auto &[question, models] : kept.models) {
        bool isChanged = false;
        for (auto it = models.begin(); it != models.end(); ++it) {
            if (!canBe(it.key(), it.value()))
                continue;
            auto shelf = analysis::ModelShelf::fromBytes(it.value());
            (void)shelf->rollBack();
            it.value() = shelf->toBytes();
            isChanged = true;
        }
        if (isChanged)
            kept.book.save(question, models);
    }
    return u"The newest version of %1 series was taken away; a window that is open takes it over when it learns next."_s
        .arg(rolled);
}

} // namespace wf::app
