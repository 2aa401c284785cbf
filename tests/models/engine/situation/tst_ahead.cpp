// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/situation/ahead.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;
using Kind = AheadItem::Kind;

namespace {

constexpr qint64 now = 1'800'000'000 * base::nsPerSecond;

ObjectivesPtr objectives(std::vector<std::pair<QString, std::optional<qint64>>> spentIn)
{
    auto out = std::make_shared<ObjectivesSnapshot>();
    for (const auto &[service, in] : spentIn) {
        ObjectiveState s;
        s.objective.id = service + u"-availability"_s;
        s.objective.name = service + u" availability"_s;
        s.objective.service = service;
        s.objective.windowNs = 28 * base::nsPerDay;
        s.report.whole.isKnown = true;
        s.report.exhaustedInNs = in;
        s.severity = signals::Severity::Critical;
        out->objectives.push_back(std::move(s));
    }
    return out;
}

ResourceForecastPtr resource(const QString &title, FiniteKind kind, std::optional<qint64> fullNs)
{
    auto question = std::make_shared<FiniteQuestion>();
    question->id = title;
    question->title = title;
    question->kind = kind;
    auto of = std::make_shared<FiniteIdentity>();
    of->question = question;
    of->key = title;
    of->subject = signals::Subject::ofService(u"shipping"_s);
    ResourceForecast out;
    out.of = of;
    out.answer = FiniteAnswer::Forecast;
    out.used = 83;
    out.limit = 100;
    out.fullNs = fullNs;
    return std::make_shared<const ResourceForecast>(std::move(out));
}

IncidentPtr incident(qint64 number, const QString &title)
{
    auto out = std::make_shared<Incident>();
    out->number = number;
    out->title = title;
    out->service = u"checkout"_s;
    return out;
}

QStringList titles(const std::vector<AheadItem> &items)
{
    QStringList out;
    for (const auto &item : items)
        out << item.title;
    return out;
}

} // namespace

class AheadTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everythingDatedStandsInOrderOfTime();
    void whatIsOverOrFarIsNotDated();
    void theFirstBudgetOfTheServicesCounts();
};

void AheadTest::everythingDatedStandsInOrderOfTime()
{
    auto capacity = std::make_shared<CapacitySnapshot>();
    capacity->resources = {resource(u"disk"_s, FiniteKind::Disk, now + 6 * base::nsPerDay)};
    const auto items = aheadOf({objectives({{u"checkout"_s, 71 * base::nsPerMinute}}),
                                capacity,
                                {{u"s1"_s, u"am"_s, u"search, planned reindex"_s, now + 2 * base::nsPerHour, 1}},
                                {{incident(7, u"Checkout is slow"_s), now + 13 * base::nsPerMinute, {u"Ines"_s}}}},
                               now);
    QCOMPARE(titles(items), QStringList({u"Escalates to Ines"_s, u"checkout availability budget spent"_s,
                                         u"Silence ends"_s, u"disk full"_s}));
    QVERIFY(items[0].detail.contains(u"INC-7"_s));
    QCOMPARE(items[0].subject.kind, signals::SubjectKind::Incident);
    QCOMPARE(items[1].subject.kind, signals::SubjectKind::Objective);
    QCOMPARE(items[3].detail, u"shipping, 83\u2009% used"_s);
    QCOMPARE(items[3].kind, Kind::ResourceFull);
}

void AheadTest::whatIsOverOrFarIsNotDated()
{
    auto capacity = std::make_shared<CapacitySnapshot>();
    capacity->resources = {resource(u"disk"_s, FiniteKind::Disk, now - 1),
                           resource(u"inodes"_s, FiniteKind::Inodes, now + aheadNs + base::nsPerDay),
                           resource(u"memory"_s, FiniteKind::Memory, std::nullopt),
                           resource(u"error budget"_s, FiniteKind::ErrorBudget, now + base::nsPerDay)};
    const auto items = aheadOf({objectives({{u"a"_s, 0}, {u"b"_s, 40 * base::nsPerDay}, {u"c"_s, std::nullopt}}),
                                capacity,
                                {{u"s1"_s, u"am"_s, u"over"_s, now, 1}},
                                {{incident(1, u"late"_s), now, {}}}},
                               now);
    QCOMPARE(titles(items), QStringList());
}

void AheadTest::theFirstBudgetOfTheServicesCounts()
{
    const auto items =
        aheadOf({objectives({{u"a"_s, 3 * base::nsPerHour}, {u"b"_s, base::nsPerHour}}), nullptr, {}, {}}, now);
    QCOMPARE(budgetSpentAt(items, {u"a"_s, u"b"_s}), std::optional(now + base::nsPerHour));
    QCOMPARE(budgetSpentAt(items, {u"a"_s}), std::optional(now + 3 * base::nsPerHour));
    QCOMPARE(budgetSpentAt(items, {u"cart"_s}), std::nullopt);
}

QTEST_GUILESS_MAIN(AheadTest)
#include "tst_ahead.moc"
