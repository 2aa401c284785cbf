// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/bundle/bundlesession.h"
#include "models/engine/bundle/maskbundle.h"
#include "models/engine/bundle/packbundle.h"
#include "models/engine/bundle/takebundle.h"
#include "models/engine/causes/causedesk.h"
#include "models/engine/metrics/metricreader.h"
#include "models/engine/story/attachment.h"

#include "models/store/store.h"
#include "tests/models/engine/bundle/madebundle.h"
#include "tests/models/store/asking.h"
#include "tests/support/failonwarning.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

std::unique_ptr<BundleSession> opened(const IncidentBundle &made)
{
    auto out = BundleSession::open(std::make_shared<const IncidentBundle>(made));
    return out ? std::move(*out) : nullptr;
}

// A bundle that was opened, with the engine over it as the window has it.
struct Opened {
    explicit Opened(const IncidentBundle &made)
        : session(opened(made)),
          files(test::quietOptions(session->stateDirectory()), session->clock()),
          set(setOf(session->ports(pools))),
          watch(set, session->clock(), pools, {}),
          services(set, {}, session->clock()),
          keeper({watch, services, files.alerts(), files.ledger()}, {}, session->clock(), pools, u"mara"_s)
    {
        services.refresh();
        watch.start();
        keeper.start();
    }
    static sources::SourceSet setOf(const std::vector<sources::Source *> &ports)
    {
        sources::SourceSet out;
        for (auto *port : ports) {
            if (auto *one = qobject_cast<sources::MetricSource *>(port))
                out.metrics.push_back(one);
            if (auto *one = qobject_cast<sources::AlertSource *>(port))
                out.alerts.push_back(one);
            if (auto *one = qobject_cast<sources::LogSource *>(port))
                out.logs.push_back(one);
            if (auto *one = qobject_cast<sources::TraceSource *>(port))
                out.traces.push_back(one);
        }
        return out;
    }
    [[nodiscard]] bool isSettled() const
    {
        return watch.isSettled() && keeper.isSettled() && !services.isBusy() && !keeper.snapshot()->open.empty();
    }

    async::Pools pools;
    std::unique_ptr<BundleSession> session;
    store::Store files;
    sources::SourceSet set;
    AlertWatch watch;
    ServiceCatalog services;
    IncidentKeeper keeper;
};

IncidentBundle withItsNumber()
{
    auto out = test::madeBundle();
    KeptIncident kept;
    kept.number = 12;
    kept.firings = {{out.alerts[0].fingerprint, out.alerts[0].startsNs}};
    out.settings = {{u"incident/number/12"_s, toJson(kept)}};
    return out;
}

} // namespace

class tst_BundleSession : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void theIncidentIsThereWithItsNumberOwnerAndTime();
    void samplesLinesAndTracesAnswerAsFromAnySource();
    void deedsAndNotesStandAtTheirTime();
    void whatWasAttachedAndWrittenGoesAlongMasked();
    void nothingCanBeChanged();
    void itsFolderGoesWithIt();
    void aBundleOfABundleIsTheSame();
};

void tst_BundleSession::theIncidentIsThereWithItsNumberOwnerAndTime()
{
    Opened o(withItsNumber());
    QTRY_VERIFY(o.isSettled());
    const auto &incident = *o.keeper.snapshot()->open.front();
    QCOMPARE(incident.number, 12);
    QCOMPARE(incident.openedNs, test::madeAlert().startsNs);
    QCOMPARE(incident.alerts.size(), std::size_t(1));
    QCOMPARE(incident.alerts[0].handling, Handling::Acknowledged);
    QCOMPARE(incident.alerts[0].owner, u"mara"_s);
}

void tst_BundleSession::whatWasAttachedAndWrittenGoesAlongMasked()
{
    Attachment one;
    one.id = u"01A"_s;
    one.incident = 12;
    one.kind = Attachment::Kind::Chart;
    one.title = u"orders of ada@example.org"_s;
    one.text = u"orders"_s;
    one.range = {1'778'724'000'000'000'000, 1'778'724'847'000'000'000};
    one.chart = signals::AttachedChart{{{u"ada@example.org"_s, {1, 2}, {4, 16}}}, 0, 3.0};
    auto made = withItsNumber();
    made.settings.insert(u"attached/INC-12/01A"_s, toJson(one));
    made.settings.insert(u"review/INC-12"_s, QJsonObject{{u"text"_s, u"# Ours"_s}, {u"by"_s, u"mara"_s}});
    made.settings.insert(u"escalation/runs"_s, true); // nothing of an incident: it is not taken over
    const auto masked = maskedCopy(made, usualMaskKeys());
    QVERIFY(masked);
    const auto packed = packBundle(*masked->bundle);
    QVERIFY(packed);
    const auto unpacked = unpackBundle(*packed);
    QVERIFY(unpacked);
    Opened o(*unpacked);
    const auto kept = test::ask<QHash<QString, QJsonValue>>(
        [&](auto reply) { return o.files.ledger().settings({}, std::move(reply)); });
    QVERIFY(kept);
    const auto attached = attachmentFrom(kept->value(u"attached/INC-12/01A"_s).toObject());
    QVERIFY(attached && attached->chart);
    QCOMPARE(attached->title, u"orders of masked-email-1"_s);
    QCOMPARE(attached->chart->lines.front().name, u"masked-email-1"_s);
    QCOMPARE(attached->chart->lines.front().values, (std::vector<double>{4, 16}));
    QCOMPARE(attached->chart->threshold, std::optional(3.0));
    QCOMPARE(attached->range, one.range); // a time is no card number
    QCOMPARE(kept->value(u"review/INC-12"_s).toObject().value(u"text"_s).toString(), u"# Ours"_s);
    QVERIFY(!kept->contains(u"escalation/runs"_s));
}

void tst_BundleSession::samplesLinesAndTracesAnswerAsFromAnySource()
{
    Opened o(withItsNumber());
    std::optional<base::Result<signals::QueryAnswerPtr>> samples;
    const auto one = o.set.metrics.at(0)->queryRange(
        {u"max_over_time(latency[5m])"_s, {test::takenNs - base::nsPerHour, test::takenNs}, base::nsPerMinute},
        [&](auto answer) { samples = std::move(answer); });
    std::optional<base::Result<signals::LogAnswer>> lines;
    const auto two =
        o.set.logs.at(0)->query({u"{service_name=\"checkout\"} | detected_level=\"error\" |= \"refused\""_s,
                                 {test::takenNs - base::nsPerHour, test::takenNs},
                                 100},
                                [&](auto answer) { lines = std::move(answer); });
    std::optional<base::Result<signals::TracePtr>> trace;
    const auto three =
        o.set.traces.at(0)->trace(test::madeTrace().traceId, [&](auto answer) { trace = std::move(answer); });
    std::optional<base::Result<std::vector<signals::Rule>>> rules;
    const auto four = o.set.metrics.at(0)->rules([&](auto answer) { rules = std::move(answer); });
    QTRY_VERIFY(samples && lines && trace && rules);
    QVERIFY(samples->ok() && lines->ok() && trace->ok() && rules->ok());
    QCOMPARE((**samples)->series.size(), std::size_t(1));
    QCOMPARE((**samples)->series[0].values.back(), 0.8);
    QCOMPARE((*lines)->lines.size(), std::size_t(2));
    QCOMPARE((**trace)->spans.size(), std::size_t(1));
    QCOMPARE((*rules)->at(0).name, u"CheckoutSlow"_s);
}

void tst_BundleSession::deedsAndNotesStandAtTheirTime()
{
    Opened o(withItsNumber());
    const base::TimeRange range{test::takenNs - base::nsPerDay, test::takenNs};
    std::optional<std::vector<store::AuditRecord>> trail;
    const auto one = o.files.ledger().trail(range, 100, [&](auto answer) { trail = *answer; });
    std::optional<std::vector<store::OperatorNote>> notes;
    const auto two = o.files.ledger().notes({}, [&](auto answer) { notes = *answer; });
    QTRY_VERIFY(trail && notes);
    const auto deed =
        std::ranges::find(*trail, u"alert.acknowledge"_s, [](const store::AuditRecord &r) { return r.note.action; });
    QVERIFY(deed != trail->end());
    QCOMPARE(deed->timeNs, test::takenNs - 20 * base::nsPerMinute);
    QCOMPARE(notes->size(), std::size_t(1));
    QCOMPARE(notes->at(0).text, u"ask ada@example.org"_s);
}

void tst_BundleSession::nothingCanBeChanged()
{
    Opened o(withItsNumber());
    std::optional<base::Result<QString>> put;
    const auto request = o.set.alerts.at(0)->putSilence({}, [&](auto answer) { put = std::move(answer); });
    QTRY_VERIFY(put);
    QVERIFY(!put->ok());
    QCOMPARE(put->error().kind, base::ErrorKind::Unsupported);
}

void tst_BundleSession::itsFolderGoesWithIt()
{
    QString folder;
    {
        const auto session = opened(withItsNumber());
        folder = session->stateDirectory();
        QVERIFY(QFileInfo::exists(folder));
    }
    QVERIFY(!QFileInfo::exists(folder));
}

void tst_BundleSession::aBundleOfABundleIsTheSame()
{
    const auto made = withItsNumber();
    Opened o(made);
    QTRY_VERIFY(o.isSettled());
    const BundleTaker taker({o.keeper, o.watch, o.services, o.files.alerts(), o.files.ledger(), o.set},
                            o.session->clock());
    BundleWishes wishes;
    wishes.incident = 12;
    wishes.causes = std::make_shared<const CauseReport>(*made.causes);
    BundlePtr taken;
    const auto request = taker.take(wishes, [&](const base::Result<BundlePtr> &bundle) { taken = *bundle; });
    QTRY_VERIFY(taken);
    QCOMPARE(taken->manifest.missing, QStringList());
    QCOMPARE(taken->alerts.size(), std::size_t(1));
    QCOMPARE(taken->firings.size(), std::size_t(1));
    QCOMPARE(taken->firings[0].ackBy, u"mara"_s);
    QCOMPARE(taken->silences.size(), std::size_t(1));
    QCOMPARE(taken->rules.size(), std::size_t(1));
    QCOMPARE(taken->series.size(), std::size_t(1));
    QCOMPARE(taken->series[0].timesMs, made.series[0].timesMs);
    QCOMPARE(taken->series[0].values, made.series[0].values);
    QCOMPARE(taken->lines.size(), std::size_t(2));
    QCOMPARE(taken->traces.size(), std::size_t(1));
    QCOMPARE(taken->notes.size(), std::size_t(1));
    QCOMPARE(taken->trail.size(), std::size_t(1));
    QCOMPARE(taken->settings.keys(), made.settings.keys());
}

QTEST_GUILESS_MAIN(tst_BundleSession)
#include "tst_bundlesession.moc"
