// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/retention/plan.h"

#include <QTest>

using namespace wf;
using namespace wf::store;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 now = 1000 * base::nsPerDay;

StoredPart part(int daysOld, Tier tier = Tier::Hot, qint64 bytes = 1'000'000)
{
    const qint64 end = now - daysOld * base::nsPerDay;
    return {u"p%1"_s.arg(daysOld), tier, {end - base::nsPerDay, end}, bytes, {}};
}

QStringList told(const std::vector<StoredPart> &parts, const RetentionPolicy &policy = {})
{
    QStringList out;
    for (const auto &step : planRetention(u"series"_s, parts, policy, now))
        out << step.text();
    return out;
}

} // namespace

class TstPlan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void partsGrowOldByAge()
    {
        QCOMPARE(told({part(400, Tier::Cold), part(40), part(31, Tier::Warm), part(30, Tier::Cold), part(8), part(7),
                       part(6), part(0)}),
                 (QStringList{u"series p400 (1.0 MB): deleted, older than 365 days"_s,
                              u"series p40 (1.0 MB): hot to cold, older than 30 days"_s,
                              u"series p31 (1.0 MB): warm to cold, older than 30 days"_s,
                              u"series p8 (1.0 MB): hot to warm, older than 7 days"_s,
                              u"series p7 (1.0 MB): hot to warm, older than 7 days"_s}));
    }

    void nothingComesBackToAnEarlierTier()
    {
        QCOMPARE(told({part(1, Tier::Cold), part(10, Tier::Cold)}), QStringList());
    }

    void sizeGoesBeforeAge()
    {
        RetentionPolicy policy;
        policy.totalBytes = 3'000'000;
        policy.hotBytes = 1'000'000;
        QCOMPARE(told({part(5), part(4), part(3), part(2)}, policy),
                 (QStringList{u"series p5 (1.0 MB): deleted, all parts together are larger than 3.0 MB"_s,
                              u"series p4 (1.0 MB): hot to warm, the hot tier is larger than 1.0 MB"_s,
                              u"series p3 (1.0 MB): hot to warm, the hot tier is larger than 1.0 MB"_s}));
        policy = {};
        policy.warmBytes = 1'500'000;
        QCOMPARE(told({part(20, Tier::Warm), part(15, Tier::Warm)}, policy),
                 (QStringList{u"series p20 (1.0 MB): warm to cold, the warm tier is larger than 1.5 MB"_s}));
    }

    void servicesAndLevelsMayGoEarlier()
    {
        auto with = part(3);
        with.shares = {
            {u"checkout"_s, u"debug"_s, 500}, {u"payment"_s, u"debug"_s, 70}, {u"checkout"_s, u"error"_s, 9}};
        RetentionPolicy policy;
        policy.shares = {{{}, u"debug"_s, 2 * base::nsPerDay},
                         {u"checkout"_s, {}, 4 * base::nsPerDay},
                         {u"nobody"_s, {}, base::nsPerHour}};
        const auto steps = planRetention(u"logs"_s, {with, part(2)}, policy, now);
        QCOMPARE(steps.size(), std::size_t(1));
        QCOMPARE(steps[0].action, RetentionAction::RemoveShare);
        QCOMPARE(steps[0].share, (PartShare{{}, u"debug"_s, 570}));
        QCOMPARE(steps[0].text(),
                 u"logs p3 (1.0 MB): what belongs to service *, level debug is deleted, older than 2 days"_s);
    }
};

QTEST_APPLESS_MAIN(TstPlan)
#include "tst_plan.moc"
