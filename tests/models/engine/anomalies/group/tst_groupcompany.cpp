// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/group/anomalygroup.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 beginMs = 1'763'700'000'000;
constexpr int minutes = 1440;

std::shared_ptr<signals::QueryAnswer> answer(const char *region, const std::function<double(int)> &value)
{
    auto out = std::make_shared<signals::QueryAnswer>();
    signals::Series &one = out->series.emplace_back();
    one.labels = base::Labels({{"service", "checkout"}, {"region", region}});
    for (int m = 0; m < minutes; ++m) {
        one.timesMs.push_back(beginMs + m * 60'000LL);
        one.values.push_back(value(m));
    }
    return out;
}

engine::AnomalyGroup group()
{
    auto question = std::make_shared<engine::WatchQuestion>();
    question->id = u"errors x"_s;
    question->kind = engine::WatchKind::Errors;
    return engine::AnomalyGroup(question, engine::SubjectRules(), 10);
}

// What a training learned of its company, read from what is kept.
analysis::CompanyScale learned(const engine::GroupCompany &company)
{
    engine::AnomalyGroup all = group();
    const auto samples = answer("eu", [](int m) { return 3 + (m * 7919 % 13) / 6.0; });
    const auto walk = all.walk(samples);
    all.accompany(company);
    all.train(*walk, std::chrono::minutes(1), {});
    const auto models = all.outcome(0).models;
    const auto shelf = models.isEmpty() ? std::nullopt : analysis::ModelShelf::fromBytes(models.begin().value());
    return shelf ? shelf->versions().front().model.company : analysis::CompanyScale{};
}

} // namespace

class GroupCompanyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTrainingSeesRequestsAndDeploysOfItsOwnService()
    {
        engine::GroupCompany company;
        company.samples = answer("eu", [](int m) { return 50 + m % 20; });
        const auto requests = learned(company);
        QVERIFY(requests.hasCompanion && !requests.hasDeploys);
        QVERIFY(std::abs(requests.companion.centre - 59.5) < 1);
        company.deploysMs = std::make_shared<const QHash<QString, std::vector<qint64>>>(
            QHash<QString, std::vector<qint64>>{{u"checkout"_s, {beginMs + 600'000, beginMs + 6'000'000}}});
        QVERIFY(learned(company).hasDeploys);
    }
    void thoseOfOthersAreNone()
    {
        engine::GroupCompany company;
        company.samples = answer("us", [](int m) { return 50 + m % 20; });
        company.deploysMs = std::make_shared<const QHash<QString, std::vector<qint64>>>(
            QHash<QString, std::vector<qint64>>{{u"cart"_s, {beginMs + 600'000, beginMs + 6'000'000}}});
        const auto none = learned(company);
        QVERIFY(!none.hasCompanion && !none.hasDeploys);
        QVERIFY(!learned({}).hasCompanion);
    }
    void whatIsWatchedServesLive()
    {
        engine::AnomalyGroup requests = group();
        const auto samples = answer("eu", [](int m) { return m % 7 == 0 ? std::nan("") : 50 + m % 20; });
        const auto walk = requests.walk(samples);
        engine::AnomalyGroup::feed(*walk, std::chrono::minutes(1), {});
        engine::GroupCompany company;
        company.watched = std::make_shared<const engine::GroupOutcome>(requests.outcome(0));
        engine::AnomalyGroup all = group();
        const auto live = all.walk(answer("eu", [](int) { return 1.0; }));
        all.accompany(company); // neither gaps nor half a day of unknown moments do harm
        engine::AnomalyGroup::feed(*live, std::chrono::minutes(1), {});
        QCOMPARE(all.outcome(0).series.size(), 1U);
    }
};

QTEST_APPLESS_MAIN(GroupCompanyTest)
#include "tst_groupcompany.moc"
