// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/capacity/capacitydetail.h"

#include "models/base/recurrence/clockchange.h"
#include "ui/base/flattable.h"
#include "ui/capacity/capacitycolumns.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/chart/chartview.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QSlider>

#include <algorithm>
#include <cmath>

namespace wf::ui {

namespace {

using engine::FiniteAnswer;
using engine::ResourceForecast;
using widgets::PlainLabel;
using widgets::TextRole;

std::shared_ptr<signals::Series> lineOf(const std::vector<double> &values, qint64 firstNs, std::size_t most)
{
    auto out = std::make_shared<signals::Series>();
    for (std::size_t i = 0; i < std::min(values.size(), most); ++i)
        if (std::isfinite(values[i])) {
            out->timesMs.push_back((firstNs + static_cast<qint64>(i) * base::nsPerHour) / base::nsPerMs);
            out->values.push_back(values[i]);
        }
    return out;
}

QString percent(double share)
{
    return QString::number(share * 100, 'f', 0) + QStringLiteral("\u2009%");
}

} // namespace

CapacityDetail::CapacityDetail(const base::Clock &clock, QWidget *parent)
    : QWidget(parent),
      m_clock(clock),
      m_left(new PlainLabel({}, TextRole::Strong)),
      m_chart(new widgets::ChartView),
      m_advice(new FlatTable(tr("What helps"))),
      m_why(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Secondary))
{
    m_rows = new items::RowsModel<engine::Advice, QString>(
        adviceColumns(clock), [](const engine::Advice &a) { return a.text; }, this);
    m_advice->setModel(m_rows);
    m_advice->setColumnWidths({0, 122, 100, 76});
    m_advicePanel = new widgets::Panel(m_advice);
    m_advicePanel->setTitle(tr("What helps"));
    m_advicePanel->setMinimumHeight(120);
    m_why->setWrap(true);
    auto *reasons = new QWidget;
    auto *row = new QHBoxLayout(reasons);
    row->setContentsMargins(12, 6, 12, 8);
    row->setSpacing(20);
    row->addWidget(buildWhatIf(), 1);
    auto *why = new QVBoxLayout;
    why->setSpacing(4);
    why->addWidget(new PlainLabel(tr("Why this forecast"), TextRole::Small, PlainLabel::Tone::Tertiary));
    why->addWidget(m_why);
    why->addStretch(1);
    row->addLayout(why, 1);
    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildFacts());
    column->addWidget(m_chart, 3);
    column->addWidget(m_advicePanel, 2);
    column->addWidget(reasons);
    m_head = new widgets::Panel(body);
    m_head->addHeaderWidget(m_left);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_head);
    clear();
}

QWidget *CapacityDetail::buildFacts()
{
    auto *facts = new QWidget;
    auto *row = new QHBoxLayout(facts);
    row->setContentsMargins(12, 6, 12, 6);
    row->setSpacing(10);
    for (const QString &caption :
         {tr("Full on"), tr("95 % interval"), tr("Growth"), tr("Method"), tr("Right so far")}) {
        auto *cell = new QVBoxLayout;
        cell->setSpacing(1);
        cell->addWidget(new PlainLabel(caption, TextRole::Micro, PlainLabel::Tone::Tertiary));
        auto *value = new PlainLabel({}, TextRole::Strong);
        value->setWrap(true); // beside the Thread five of them are narrow
        cell->addWidget(value);
        cell->addStretch(1);
        row->addLayout(cell, 1);
        m_facts.push_back(value);
    }
    return facts;
}

QWidget *CapacityDetail::buildWhatIf()
{
    auto *whole = new QWidget;
    auto *grid = new QGridLayout(whole);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(4);
    grid->addWidget(new PlainLabel(tr("What if"), TextRole::Small, PlainLabel::Tone::Tertiary), 0, 0, 1, 3);
    const auto slider = [&](const QString &name, int least, int most, int now) {
        auto *made = new QSlider(Qt::Horizontal);
        made->setRange(least, most);
        made->setValue(now);
        made->setAccessibleName(name);
        auto *text = new PlainLabel({}, TextRole::Small);
        text->setMinimumWidth(46);
        const int at = grid->rowCount();
        auto *caption = new PlainLabel(name, TextRole::Small);
        caption->setElide(Qt::ElideNone); // the slider gives way
        grid->addWidget(caption, at, 0);
        grid->addWidget(made, at, 1);
        grid->addWidget(text, at, 2);
        m_whatTexts.push_back(text);
        connect(made, &QSlider::valueChanged, this, &CapacityDetail::readSliders);
        return made;
    };
    m_traffic = slider(tr("Traffic"), 50, 300, 100);
    m_growth = slider(tr("Growth"), 0, 300, 100);
    m_nodes = slider(tr("Machines less"), 0, 5, 0);
    readSliders();
    return whole;
}

void CapacityDetail::readSliders()
{
    if (!m_nodes)
        return; // not all are made yet
    m_what = {m_traffic->value() / 100.0, m_growth->value() / 100.0, m_nodes->value()};
    const auto times = [](int percentNow) {
        return QStringLiteral("\u00d7\u2009%1").arg(percentNow / 100.0, 0, 'f', 2);
    };
    m_whatTexts[0]->setText(times(m_traffic->value()));
    m_whatTexts[1]->setText(times(m_growth->value()));
    m_whatTexts[2]->setText(QString::number(m_nodes->value()));
    fill();
}

void CapacityDetail::setWhatIf(const engine::CapacityChange &what)
{
    m_traffic->setValue(static_cast<int>(std::lround(what.traffic * 100)));
    m_growth->setValue(static_cast<int>(std::lround(what.growth * 100)));
    m_nodes->setValue(what.nodesLess);
}

void CapacityDetail::clear()
{
    m_resource = nullptr;
    m_left->setText({});
    m_head->setTitle(tr("No resource selected"));
    m_head->showEmpty(tr("Select a resource"), tr("Its forecast, what helps and what if stand here."));
}

void CapacityDetail::show(engine::ResourceForecastPtr resource, const engine::CapacityPtr &capacity)
{
    m_resource = std::move(resource);
    m_capacity = capacity;
    m_head->showContent();
    fill();
}

void CapacityDetail::setHorizon(int days)
{
    m_days = days;
    fill();
}

void CapacityDetail::fill()
{
    if (!m_resource)
        return;
    const ResourceForecast shown = engine::imagined(*m_resource, m_what, m_capacity->nodesOf(*m_resource));
    m_head->setTitle(shown.of->name(), shown.of->where());
    m_left->setText(leftText(shown, m_clock.nowNs()));
    const auto severity = engine::severityOf(shown, m_clock.nowNs());
    m_left->setTone(severity == signals::Severity::Critical  ? PlainLabel::Tone::Critical
                    : severity == signals::Severity::Warning ? PlainLabel::Tone::Warning
                                                             : PlainLabel::Tone::Secondary);
    m_nodes->setEnabled(shown.of->question->isByNode);
    m_traffic->setEnabled(shown.of->question->isLoad);
    fillFacts(shown);
    fillChart(shown);
    m_why->setText(why(shown));
    m_advicePanel->setTitle(tr("What helps"), priceListText(m_capacity->priceFile, m_clock.nowNs()));
    auto advice = m_capacity->adviceOf(shown, m_clock.nowNs());
    const bool isKnown = shown.answer == FiniteAnswer::Forecast || shown.answer == FiniteAnswer::Dated;
    const bool isFine = severity == signals::Severity::Ok || severity == signals::Severity::Info;
    if (advice.empty())
        m_advicePanel->showEmpty(isKnown && isFine ? tr("Nothing needs to be done") : tr("Nothing can be advised"),
                                 isKnown && isFine ? tr("It lasts, and is not too large.")
                                 : isKnown         ? tr("No more of it can be added: find what uses it up.")
                                                   : tr("There is no forecast to go by."));
    else
        m_advicePanel->showContent();
    m_rows->setRows(std::move(advice));
}

void CapacityDetail::fillFacts(const ResourceForecast &r)
{
    const qint64 now = m_clock.nowNs();
    const QString dash = QStringLiteral("\u2013");
    m_facts[0]->setText(!r.fullNs ? dash : *r.fullNs <= now ? tr("now") : dateText(*r.fullNs, now));
    m_facts[1]->setText(
        r.answer != FiniteAnswer::Forecast || !r.earliestNs
            ? dash
            : tr("%1 to %2").arg(dayText(*r.earliestNs), r.latestNs ? dayText(*r.latestNs) : tr("beyond")));
    const double perDay = r.growthPerDay;
    m_facts[2]->setText(r.middle.empty() ? dash : tr("%1 a day").arg(base::formatValue(perDay, r.of->question->unit)));
    m_facts[3]->setText(r.method.isEmpty() ? dash : r.method);
    const auto past = m_capacity->accuracy.value(r.of->key);
    m_facts[4]->setText(!past.empty()   ? tr("%1 at %2 d").arg(percent(past.back().accuracy)).arg(past.back().days)
                        : r.origins > 0 ? tr("%1 in trials").arg(percent(r.pastAccuracy))
                                        : dash);
}

void CapacityDetail::fillChart(const ResourceForecast &r)
{
    auto made = std::make_shared<widgets::ChartData>();
    made->unit = r.of->question->unit;
    made->showsLegend = false;
    made->bridgesGaps = true;
    made->fit = true;
    const auto hours = static_cast<std::size_t>(m_days) * 24;
    const qint64 beginNs = r.endNs - static_cast<qint64>(r.history.size()) * base::nsPerHour + base::nsPerHour;
    auto past = lineOf(r.history, beginNs, r.history.size());
    base::TimeRange range{r.endNs - base::nsPerDay, r.endNs + static_cast<qint64>(hours) * base::nsPerHour};
    if (!past->timesMs.empty())
        range.startNs = past->timesMs.front() * base::nsPerMs;
    if (!past->timesMs.empty())
        made->series.push_back({QString(usedLine), tr("used"), {}, std::move(past), nullptr});
    if (!r.middle.empty()) {
        widgets::ChartSeries next{
            QStringLiteral("next"), tr("expected"), {}, lineOf(r.middle, r.endNs + base::nsPerHour, hours), nullptr};
        next.dashed = true;
        made->series.push_back(std::move(next));
        widgets::ChartBand band;
        for (std::size_t i = 0; i < std::min(r.middle.size(), hours); ++i) {
            band.timesMs.push_back((r.endNs + static_cast<qint64>(i + 1) * base::nsPerHour) / base::nsPerMs);
            band.lower.push_back(r.lower[i]);
            band.upper.push_back(r.upper[i]);
        }
        widgets::ChartBand inner = band; // 80 % within 95 %
        std::copy_n(r.innerLower.begin(), inner.lower.size(), inner.lower.begin());
        std::copy_n(r.innerUpper.begin(), inner.upper.size(), inner.upper.begin());
        made->bands.push_back(std::move(band));
        made->bands.push_back(std::move(inner));
    }
    if (r.limit > 0)
        made->thresholds.push_back({r.limit, tr("limit %1").arg(base::formatValue(r.limit, made->unit)), true});
    const auto mark = [&made](qint64 atNs, const QString &label) {
        made->annotations.push_back({widgets::ChartAnnotation::Deploy, {atNs, atNs}, 0, label, {}});
    };
    if (r.levelChangeNs)
        mark(*r.levelChangeNs, r.isLevelByDeploy ? tr("deploy, new level") : tr("new level"));
    mark(m_clock.nowNs(), tr("now"));
    made->labelDeploys = true;
    m_chart->setVisible(!made->series.empty());
    m_chart->setRange(range);
    m_chart->setData(std::move(made));
}

QString CapacityDetail::why(const ResourceForecast &r) const
{
    QStringList out{r.sentence};
    if (r.answer == FiniteAnswer::Dated)
        out = {r.of->question->endsAtDate() ? tr("The %1 itself says when it ends.").arg(r.of->question->title)
                                            : tr("At the present burn of the budget.")};
    if (r.historyNs >= base::nsPerDay)
        out << tr("%1 d of hours are known.").arg(static_cast<double>(r.historyNs) / base::nsPerDay, 0, 'f', 1);
    if (r.answer == FiniteAnswer::Forecast && r.middle.size() < engine::capacityHorizonHours)
        out << tr("It reaches no further than four times what is known.");
    if (r.levelChangeNs)
        out << (r.isLevelByDeploy ? tr("Its level changed with the deploy of %1; what came before was moved there.")
                                  : tr("Its level changed on %1; what came before was moved there."))
                   .arg(dateText(*r.levelChangeNs, m_clock.nowNs()));
    if (r.maskedHours > 0)
        out << tr("%1 hours of incidents are left out.").arg(r.maskedHours);
    if (r.missingHours > 0)
        out << tr("%1 hours are missing.").arg(r.missingHours);
    for (const engine::PastAccuracy &p : m_capacity->accuracy.value(r.of->key))
        out << tr("%1 forecasts made %2 d ahead were right to %3, %4 of them within their interval.")
                   .arg(p.judged)
                   .arg(p.days)
                   .arg(percent(p.accuracy), percent(p.inInterval));
    if (r.answer == FiniteAnswer::Forecast)
        out << base::clockNoteOfForecast(QTimeZone::systemTimeZone(), r.endNs, r.endNs + m_days * base::nsPerDay);
    if (!m_what.isNothing())
        out << tr("This is imagined: traffic, growth or machines are not as they are.");
    out.removeAll(QString());
    return out.join(u' ');
}

} // namespace wf::ui
