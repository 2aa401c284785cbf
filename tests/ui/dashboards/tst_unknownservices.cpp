// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/engine/fakemetricsource.h"
#include "ui/dashboards/dashboardspage.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"

#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;
using support::FakeMetricSource;

namespace {

constexpr qint64 now = 1'778'724'847LL * base::nsPerSecond;

// The generated dashboard before anybody has said which services there are.
struct Stage {
    FakeMetricSource prometheus{u"eu-west"_s};
    sources::SourceSet set{{&prometheus}, {}, {}, {}};
    base::ManualClock clock{now};
    async::Pools pools;
    engine::ServiceCatalog catalog{set, {}, clock};
    engine::MetricReader reader{set, nullptr, clock};
    engine::DashboardBuilder builder{catalog, reader, set, clock, pools};
    engine::PanelReader panels{reader, set};
    widgets::SeriesColors colors;
    ui::WatchContext context{clock};
    ui::DashboardsPage page{builder, panels, colors, context};

    Stage()
    {
        page.resize(974, 842);
        page.show();
        page.setActive(true);
    }
    [[nodiscard]] bool says(const QString &text) const
    {
        return std::ranges::any_of(page.findChildren<widgets::PlainLabel *>(), [&](const auto *label) {
            return label->isVisibleTo(&page) && label->text().contains(text);
        });
    }
    // Answers all questions of one round of the catalogue alike.
    template<class Numbers, class Names>
    void answerAll(const Numbers &numbers, const Names &names)
    {
        while (!prometheus.instants.empty())
            FakeMetricSource::answer(prometheus.instants, base::Result<signals::QueryAnswerPtr>(numbers));
        while (!prometheus.ranges.empty())
            FakeMetricSource::answer(prometheus.ranges, base::Result<signals::QueryAnswerPtr>(numbers));
        while (!prometheus.labelQuestions.empty())
            FakeMetricSource::answer(prometheus.labelQuestions, base::Result<QStringList>(names));
    }
};

} // namespace

class TestUnknownServices : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }
    void whoRefusesIsNamedAndAskedAgain();
    void aSourceWithoutServicesIsNotWaitedFor();
};

void TestUnknownServices::whoRefusesIsNamedAndAskedAgain()
{
    Stage s;
    s.catalog.refresh();
    QVERIFY(!s.says(u"No metric source answers"_s));
    QVERIFY(!s.page.isSettled());
    const auto refused = base::makeError(base::ErrorKind::Unreachable, u"Prometheus eu-west refuses"_s);
    s.answerAll(refused, refused);
    QTRY_VERIFY(s.says(u"No metric source answers"_s));
    QVERIFY(s.says(u"Prometheus eu-west refuses"_s));
    QTRY_VERIFY(s.page.isSettled());
    const auto buttons = s.page.findChildren<QAbstractButton *>();
    const auto again = std::ranges::find_if(buttons, [](const auto *button) { return button->text() == u"Try now"_s; });
    QVERIFY(again != buttons.end());
    (*again)->click();
    QVERIFY(!s.prometheus.instants.empty());
}

void TestUnknownServices::aSourceWithoutServicesIsNotWaitedFor()
{
    Stage s;
    s.catalog.refresh();
    s.answerAll(std::make_shared<const signals::QueryAnswer>(), QStringList());
    QTRY_VERIFY(s.says(u"No service has metrics yet"_s));
}

QTEST_MAIN(TestUnknownServices)
#include "tst_unknownservices.moc"
