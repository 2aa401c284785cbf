// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/metrics/metricspage.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/units.h"
#include "models/base/untrusted.h"
#include "models/engine/explore/build/facets.h"
#include "models/engine/explore/language/metricnames.h"
#include "models/engine/explore/language/syntax.h"
#include "models/engine/metrics/stepping.h"
#include "ui/base/findings.h"
#include "ui/base/taborder.h"
#include "ui/metrics/answer/alerttrial.h"
#include "ui/metrics/answer/cardinalityview.h"
#include "ui/metrics/answer/explainview.h"
#include "ui/metrics/answer/explorechart.h"
#include "ui/metrics/answer/quantilebar.h"
#include "ui/metrics/answer/resulttable.h"
#include "ui/metrics/facettree.h"
#include "ui/metrics/metriclist.h"
#include "ui/metrics/tabstrip.h"
#include "ui/metrics/tiles/tileboard.h"
#include "ui/metrics/write/builderform.h"
#include "ui/metrics/write/querystack.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"
#include "widgets/chart/chartview.h"
#include "widgets/expression/expressionedit.h"

#include <QStackedWidget>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;

namespace {
constexpr int costPauseMs = 400, mostCostWidth = 220;
constexpr qint64 namesTrustedNs = 5 * base::nsPerMinute;

// The question is wrong; else its source could not answer.
bool isRefusal(const base::Error &error)
{
    return error.kind == base::ErrorKind::BadRequest || error.kind == base::ErrorKind::Invalid;
}
} // namespace

MetricsPage::MetricsPage(const Parts &parts, WatchContext &context, QWidget *parent)
    : Screen(parent), m_parts(parts), m_desk(parts.desk), m_context(context)
{
    build();
    connectAll();
    connectContext();
    buildActions();
    m_costSoon.setSingleShot(true);
    m_costSoon.setInterval(costPauseMs);
    connect(&m_costSoon, &QTimer::timeout, this, &MetricsPage::explainCurrent);
    leadFocus(this, m_stack->editor(0));
    if (m_desk.tabs().isRead())
        readTabs();
    else
        connect(&m_desk.tabs(), &engine::TabBook::read, this, &MetricsPage::readTabs);
    showTabTitles();
    showSaved();
    showState();
}

MetricsPage::~MetricsPage() = default;

void MetricsPage::setActive(bool active)
{
    m_isActive = active;
    if (!active) {
        m_desk.stop();
        m_desk.completer().cancel();
        storeTab();
        return;
    }
    m_desk.catalog().refreshWhenOlder(namesTrustedNs);
    if (!m_stack->currentText().trimmed().isEmpty())
        run();
}

bool MetricsPage::isSettled() const
{
    return !m_desk.answer().isAsking && m_list->isSettled() && m_facets->isSettled() && m_explain->isSettled() &&
           m_trial->isSettled() && m_desk.tabs().isRead();
}

bool MetricsPage::showSubject(const signals::Subject &subject)
{
    if (subject.kind != signals::SubjectKind::Metric || subject.id.trimmed().isEmpty() ||
        engine::promqlError(subject.id))
        return false;
    showQuery(subject.id);
    return true;
}

void MetricsPage::run()
{
    const QString text = m_stack->currentText().trimmed();
    if (text.isEmpty()) {
        m_desk.forgetAnswer();
        showState();
        return;
    }
    m_hasRun = true;
    m_desk.run({text, m_context.range(), std::max(120, m_chart->width()), m_isInstant, m_context.compareOffsetNs()});
    storeTab();
    followText();
}

// The same question for another range, or again: what is half written is not asked.
void MetricsPage::rerun()
{
    if (m_isActive) {
        m_desk.catalog().refreshWhenOlder(namesTrustedNs);
        if (!m_list->current().isEmpty())
            (void)m_desk.catalog().shape(m_list->current()); // asked again when it is old
    }
    if (m_isActive && m_hasRun && !m_desk.answer().text.isEmpty())
        m_desk.run({m_desk.answer().text, m_context.range(), std::max(120, m_chart->width()), m_isInstant,
                    m_context.compareOffsetNs()});
}

// Another query of the tab: its answer is asked for, it may be known already.
void MetricsPage::followQuery()
{
    m_hasRun = false;
    leadFocus(this, m_stack->editor(m_stack->current()));
    m_chartPanel->setTitle(QueryStack::letterOf(m_stack->current()));
    followText();
    if (m_isActive && !m_isFilling && !m_stack->currentText().trimmed().isEmpty())
        run();
}

// The text changed: facets, the builder and the cost are of what is written, not of what ran.
void MetricsPage::followText()
{
    const QString text = m_stack->currentText();
    if (m_mode->current() == 1)
        m_builder->setText(text);
    const QStringList metrics = engine::metricsInQuery(text);
    if (!metrics.isEmpty()) {
        const bool isShown = metrics.contains(m_list->current());
        if (!isShown)
            m_list->setCurrent(metrics.first());
    }
    m_facets->show(m_list->current(), text);
    m_trial->setQuery(engine::fillPlaceholders(text, m_context.range(), base::nsPerMinute, m_desk.scrapeInterval()));
    showSaved();
    m_costSoon.start();
}

void MetricsPage::explainCurrent()
{
    const auto range = m_context.range();
    const qint64 step = engine::chooseStep(range, std::max(120, m_chart->width()), m_desk.scrapeInterval());
    const bool isExplaining = m_board->isShown(u"explain"_s);
    m_desk.explain().show(m_stack->currentText(), range, m_isInstant ? 0 : step, !isExplaining);
}

void MetricsPage::showCost()
{
    const auto cost = m_desk.explain().cost();
    const QString counts =
        cost ? tr("%1 series, %2 samples").arg(base::groupedInteger(cost->series), base::groupedInteger(cost->samples))
             : QString();
    m_cost->setText(cost && cost->isLarge ? tr("Large: %1").arg(counts) : counts);
    widgets::setPlainToolTip(m_cost, cost ? tr("It %1.").arg(cost->words) : QString());
    m_cost->setMinimumWidth(std::min(m_cost->fontMetrics().horizontalAdvance(m_cost->text()) + 4, mostCostWidth));
    m_cost->setTone(cost && cost->isLarge ? PlainLabel::Tone::Warning : PlainLabel::Tone::Tertiary);
    Q_EMIT settledChanged();
}

void MetricsPage::showAnswer()
{
    showChart();
    showState();
    const auto &answer = m_desk.answer();
    const auto cost = m_desk.explain().cost();
    if (cost && cost->series == 0 && answer.answer && !answer.answer->series.empty())
        m_costSoon.start(); // it was counted before there was anything
    Q_EMIT settledChanged();
}

void MetricsPage::showChart()
{
    const auto &answer = m_desk.answer();
    m_table->setAnswer(answer, exploreChart(answer, m_kind, m_parts.colors));
    drawChart();
    m_chart->setRange(answer.isInstant || answer.text.isEmpty() ? m_context.range() : answer.range);
}

// The lines, with what is known of them now.
void MetricsPage::drawChart()
{
    const auto &answer = m_desk.answer();
    auto shown = std::make_shared<widgets::ChartData>(exploreChart(answer, m_kind, m_parts.colors));
    addFindings(
        *shown, m_context.anomalies(), {}, [&answer](const auto &) { return answer.lineQuery(); }, answer.range.endNs);
    m_chart->setData(std::move(shown));
}

void MetricsPage::showState()
{
    const auto &answer = m_desk.answer();
    const bool hasSeries = answer.answer && !answer.answer->series.empty();
    showQuantile();
    QString title = base::visibleText(answer.text.simplified(), 160);
    if (answer.quantile > 0)
        title = tr("%1 of the histograms of %2").arg(engine::quantileName(answer.quantile), title);
    m_chartPanel->setTitle(QueryStack::letterOf(m_stack->current()), title);
    m_chartPanel->setCompleteness(answer.completeness, m_context.clock().nowNs());
    if (!hasSeries)
        m_board->setTitle(u"series"_s, tr("Series")); // what was said of others
    if (answer.text.isEmpty())
        return m_chartPanel->showEmpty(tr("Ask something"),
                                       tr("Choose a metric on the left, or write a query and press Enter."), {},
                                       u"metrics"_s);
    if (answer.isAsking)
        return m_chartPanel->showLoading(tr("Asking"), hasSeries);
    m_chartPanel->setSeverityIcon(answer.error ? u"sev-critical"_s : QString());
    if (answer.error && hasSeries)
        return keepOldChart(*answer.error);
    if (answer.error)
        return m_chartPanel->showError(isRefusal(*answer.error) ? tr("The query was refused")
                                                                : tr("The query was not answered"),
                                       *answer.error, {{tr("Run again"), u"refresh"_s, [this] { run(); }}});
    if (!hasSeries)
        return m_chartPanel->showEmpty(
            tr("No series match"),
            tr("The query gives nothing between %1 and %2.")
                .arg(base::hourMinute(answer.range.startNs), base::hourMinute(answer.range.endNs)),
            {{tr("Look at a longer range"), u"zoom-out"_s, [this] { m_context.zoomOut(); }}});
    m_chartPanel->showContent();
    const auto series = answer.answer->series.size();
    QString facts = tr("%1 series, %2 samples, %3")
                        .arg(base::groupedInteger(static_cast<qint64>(series)), base::groupedInteger(answer.samples),
                             base::humanDuration(answer.elapsedNs / base::nsPerMs * base::nsPerMs));
    if (series > mostLines)
        facts += u", "_s + tr("%1 greatest drawn").arg(mostLines);
    m_board->setTitle(u"series"_s, tr("Series"), facts);
}

// The last good chart stays, hatched, under what the source said.
void MetricsPage::keepOldChart(const base::Error &error)
{
    const auto &answer = m_desk.answer();
    base::Completeness old = answer.completeness;
    old.stale = true;
    old.asOfNs = answer.fetchedNs;
    const QString why = base::visibleText(error.summary, 200);
    const QString what = isRefusal(error) ? tr("refused: %1").arg(why) : tr("not answered: %1").arg(why);
    const QString shown = answer.answeredText == answer.text ? tr("the chart is of its last answer, Enter asks again")
                                                             : tr("the chart is of the query before");
    old.notes = {what + u"; "_s + shown};
    if (!error.detail.isEmpty())
        old.notes << error.detail;
    m_chartPanel->setTitle(QueryStack::letterOf(m_stack->current()));
    m_chartPanel->setCompleteness(old, m_context.clock().nowNs());
    m_chartPanel->showContent();
}

signals::Subject MetricsPage::subjectOf(const widgets::ChartSeries &line) const
{
    signals::Subject subject;
    subject.kind = signals::SubjectKind::Metric;
    subject.id = m_desk.answer().lineQuery();
    subject.labels = line.samples->labels;
    for (const char *name : {"service", "service_name", "app", "job"})
        if (subject.service.isEmpty())
            subject.service = subject.labels.text(name);
    subject.region = subject.labels.text("region");
    subject.instance =
        subject.labels.text("pod").isEmpty() ? subject.labels.text("instance") : subject.labels.text("pod");
    subject.title = engine::titleOf(engine::QueryTab{{subject.id}, 0}) + u", "_s + line.name;
    return subject;
}

// Of histograms as they were answered, and of the quantile a query asks for.
void MetricsPage::showQuantile()
{
    const auto &answer = m_desk.answer();
    const auto asked = engine::quantileIn(answer.text);
    m_quantile->setVisible(answer.quantile > 0 || asked);
    m_trial->setGivesHistograms(answer.quantile > 0);
    if (answer.quantile > 0)
        m_quantile->setQuantile(answer.quantile);
    else if (asked)
        m_quantile->setQuantile(asked->value);
}

// A quantile that is written in the query is rewritten there; of histograms it is computed from what was answered.
void MetricsPage::chooseQuantile(double q)
{
    m_desk.setQuantile(q);
    const QString text = m_stack->currentText();
    if (m_desk.answer().quantile > 0 || !engine::quantileIn(text))
        return;
    m_stack->setCurrentText(engine::withQuantile(text, q));
    run();
}

void MetricsPage::selectSeries(const QString &key, qint64 timeNs)
{
    const auto &shown = m_chart->data();
    if (!shown)
        return;
    const auto line = std::ranges::find(shown->series, key, &widgets::ChartSeries::key);
    if (line == shown->series.end())
        return;
    m_table->setSelected(key);
    signals::Subject subject = subjectOf(*line);
    subject.timeNs = timeNs != 0 ? timeNs : m_context.crosshair();
    m_context.select(subject);
}

void MetricsPage::isolate(const QString &key)
{
    auto choice = m_chart->choice();
    choice.isolated = choice.isolated == key ? QString() : key;
    m_chart->setChoice(choice);
}

// Into the empty query; else where the caret is, or as what the builder asks about.
void MetricsPage::useMetric(const QString &metric)
{
    const auto known = m_desk.catalog().index()->metric(metric.toStdString());
    const bool isCounter = known && known->type == signals::MetricType::Counter;
    const QString text = isCounter ? u"rate(%1[$__rate_interval])"_s.arg(metric) : metric;
    if (m_mode->current() == 1 && !m_builder->query().metric.isEmpty()) {
        m_builder->setMetric(metric);
    } else if (m_stack->currentText().trimmed().isEmpty()) {
        m_stack->setCurrentText(text);
        run();
    } else {
        m_stack->insert(text);
    }
}

void MetricsPage::chooseValues(const QString &metric, const QString &label, const QStringList &values)
{
    const auto changed = engine::withChosenValues(m_stack->currentText(), metric, label, values);
    if (!changed) {
        m_context.say({changed.error().summary, signals::Severity::Warning, {}, {}});
        return;
    }
    if (!engine::metricsInQuery(m_stack->currentText()).contains(metric)) {
        m_context.say({tr("%1 is not in the query: Enter in the list puts it there.").arg(metric),
                       signals::Severity::Info,
                       {},
                       {}});
        m_facets->show(metric, u" "_s + m_stack->currentText()); // the ticks say what the query does
        return;
    }
    m_stack->setCurrentText(*changed);
    run();
}

void MetricsPage::setBelow(Below below)
{
    const QString ids[] = {u"series"_s, u"explain"_s, u"cardinality"_s, u"alert"_s};
    QWidget *const shownIn[] = {m_table, m_explain, m_cardinality, m_trial};
    m_board->showView(ids[static_cast<int>(below)]);
    shownIn[static_cast<int>(below)]->setFocus();
}

// A view beside the chart came to the front.
void MetricsPage::followView(const QString &id)
{
    m_lower = id;
    if (m_tiles == Tiles::Chart && m_board->alone().isEmpty())
        m_tiles = Tiles::Below;
    if (id == "explain"_L1)
        explainCurrent();
    if (id == "cardinality"_L1)
        m_desk.catalog().refreshWhenOlder(namesTrustedNs);
}

void MetricsPage::setBuilder(bool isBuilder)
{
    m_mode->setCurrent(isBuilder ? 1 : 0);
    if (isBuilder)
        m_builder->setText(m_stack->currentText());
    m_editors->setCurrentIndex(isBuilder ? 1 : 0);
    fitEditors();
    if (!isBuilder)
        m_stack->editor(m_stack->current())->setFocus();
}

// A stack is as high as its highest page: the one that is not seen does not count.
void MetricsPage::fitEditors()
{
    for (int i = 0; i < m_editors->count(); ++i)
        m_editors->widget(i)->setSizePolicy(
            QSizePolicy::Preferred, i == m_editors->currentIndex() ? QSizePolicy::Preferred : QSizePolicy::Ignored);
    m_editors->updateGeometry();
}

void MetricsPage::showSaved()
{
    const int stars = m_desk.book().stars();
    m_saved->setText(stars > 0 ? tr("Saved %1").arg(stars) : tr("Saved"));
}

} // namespace wf::ui
