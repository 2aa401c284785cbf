// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/anomalies/anomalydetail.h"

#include "models/base/timetext.h"
#include "ui/anomalies/anomalycolumns.h"
#include "ui/base/findings.h"
#include "ui/base/flattable.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"
#include "widgets/chart/chartview.h"

#include <QBoxLayout>

#include <algorithm>
#include <cmath>

namespace wf::ui {

namespace {

using analysis::FeedbackKind;

widgets::ChartData chartOf(const engine::AnomalyRun &run, const engine::SeriesTrace &trace, base::TimeRange range,
                           const std::vector<signals::Deploy> &deploys)
{
    using widgets::ChartAnnotation;
    widgets::ChartData data;
    data.unit = run.of->question->unit;
    data.fit = true;
    data.showsLegend = false;
    auto samples = std::make_shared<signals::Series>();
    for (std::size_t i = 0; i < trace.timesMs.size(); ++i) {
        samples->timesMs.push_back(trace.timesMs[i]);
        samples->values.push_back(static_cast<double>(trace.values[i]));
    }
    data.series.push_back({run.of->key, run.of->title(), {}, std::move(samples), nullptr});
    if (auto band = expectedBandOf(trace, run.of->key); band.timesMs.size() > 1)
        data.bands.push_back(std::move(band));
    data.annotations.push_back(
        {ChartAnnotation::Anomaly, {run.startNs, run.isActive() ? range.endNs : run.endNs}, 0, {}, {}});
    for (const signals::Deploy &d : deploys)
        if (range.contains(d.timeNs))
            data.annotations.push_back(
                {ChartAnnotation::Deploy, {d.timeNs, d.timeNs}, 0, d.service + u' ' + d.toVersion, d.service});
    return data;
}

} // namespace

AnomalyDetail::AnomalyDetail(QWidget *parent)
    : QWidget(parent),
      m_confidence(new widgets::PlainLabel({}, widgets::TextRole::Small, widgets::PlainLabel::Tone::Secondary)),
      m_chart(new widgets::ChartView),
      m_sentence(new widgets::PlainLabel({}, widgets::TextRole::Base)),
      m_words(new widgets::PlainLabel({}, widgets::TextRole::Small, widgets::PlainLabel::Tone::Secondary)),
      m_votes(new FlatTable(tr("Votes of the detectors")))
{
    m_rows = new items::RowsModel<engine::RunVote, QString>(
        voteColumns(), [](const engine::RunVote &v) { return v.detector; }, this);
    m_votes->setModel(m_rows);
    m_votes->setColumnWidths({136, 86, 74, 0});
    m_votes->setStretchAtLeast(120); // a band in full before since when
    m_votes->setDroppedWhenNarrow({2});
    m_sentence->setWrap(true);
    m_words->setWrap(true);
    auto *real = new widgets::Button(tr("Real"), QString(), QStringLiteral("R"));
    auto *notReal = new widgets::Button(tr("Not real"), QString(), QStringLiteral("X"));
    auto *weekly = new widgets::Button(tr("Weekly"), QString(), QStringLiteral("E"));
    m_undo = new widgets::Button(tr("Undo"), QString(), QStringLiteral("U"));
    m_rollBack = new widgets::Button(tr("Models back"), QString(), QStringLiteral("Shift+B"));
    const std::pair<widgets::Button *, QString> tips[] = {
        {real, tr("It is real (R)")},
        {notReal, tr("It is not an anomaly (X)")},
        {weekly, tr("It is expected every week at this time (E)")},
        {m_undo, tr("Take the last word back (U)")},
        {m_rollBack, tr("The trained version before the newest counts again (Shift+B)")}};
    for (const auto &[button, tip] : tips)
        button->setToolTip(widgets::plainTip(tip));
    connect(real, &QPushButton::clicked, this, [this] { Q_EMIT said(FeedbackKind::Real); });
    connect(notReal, &QPushButton::clicked, this, [this] { Q_EMIT said(FeedbackKind::NotReal); });
    connect(weekly, &QPushButton::clicked, this, [this] { Q_EMIT said(FeedbackKind::ExpectedWeekly); });
    connect(m_undo, &QPushButton::clicked, this, &AnomalyDetail::undoAsked);
    connect(m_rollBack, &QPushButton::clicked, this, &AnomalyDetail::rollBackAsked);
    auto *words = new QHBoxLayout;
    words->setContentsMargins(10, 6, 10, 8);
    words->setSpacing(6);
    for (auto *button : {real, notReal, weekly, m_undo, m_rollBack})
        button->setRoom(widgets::Button::Room::TextOnly); // five of them, beside a table
    for (auto *button : {real, notReal, weekly})
        words->addWidget(button);
    words->addStretch(1);
    words->addWidget(m_undo);
    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *texts = new QVBoxLayout;
    texts->setContentsMargins(12, 4, 12, 4);
    texts->setSpacing(2);
    texts->addWidget(m_sentence);
    auto *models = new QHBoxLayout;
    models->setSpacing(8);
    models->addWidget(m_words, 1, Qt::AlignVCenter);
    models->addWidget(m_rollBack, 0, Qt::AlignVCenter);
    texts->addLayout(models);
    column->addWidget(m_chart, 3);
    column->addLayout(texts);
    column->addWidget(m_votes, 4);
    column->addLayout(words);
    m_head = new widgets::Panel(body);
    m_head->addHeaderWidget(m_confidence);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_head);
    clear();
}

void AnomalyDetail::clear()
{
    m_confidence->setText({});
    m_rows->setRows({});
    m_head->setTitle(tr("No anomaly selected"));
    m_head->showEmpty(tr("Select an anomaly"), tr("Its line, its band, and how each detector voted stand here."));
}

void AnomalyDetail::show(const engine::AnomalyRun &run, const engine::SeriesState *state, base::TimeRange range,
                         const std::vector<signals::Deploy> &deploys)
{
    m_head->showContent();
    m_head->setTitle(run.of->title());
    m_confidence->setText(run.isMissing ? tr("no samples")
                          : run.confidence <= 0
                              ? tr("score %1").arg(run.score, 0, 'f', 2)
                              : tr("%1, confidence %2").arg(run.score, 0, 'f', 2).arg(shareText(run.confidence)));
    m_chart->setRange(range);
    m_chart->setData(state ? std::make_shared<const widgets::ChartData>(chartOf(run, *state->trace, range, deploys))
                           : std::make_shared<const widgets::ChartData>());
    m_sentence->setText(run.isMissing ? engine::runSentence(run)
                        : run.isFlat
                            ? tr("It %1. Trend: %2.").arg(engine::runSentence(run), trendWords(run.trend))
                            : tr("%1 at %2. Trend: %3.")
                                  .arg(engine::runSentence(run), base::timeOfDay(run.worstNs), trendWords(run.trend)));
    showWords(run, state);
    m_rows->setRows(run.votes);
}

void AnomalyDetail::showWords(const engine::AnomalyRun &run, const engine::SeriesState *state)
{
    QStringList words;
    if (state && state->precision)
        words << tr("Of what was judged on this series %1 was real; its thresholds stand at %2 times the usual.")
                     .arg(shareText(*state->precision))
                     .arg(state->factor, 0, 'f', 2);
    else
        words << tr("Nobody has judged this series yet.");
    if (state && !state->knowsTheDay)
        words << tr("Fewer than three days of it are known: only its last hours are what is usual.");
    if (state && !state->versions.empty())
        words << tr("Trained version %1 of %2 counts.")
                     .arg(state->versions.back().number)
                     .arg(base::isoTime(state->versions.back().trainedNs).left(10));
    if (state && state->drift > analysis::driftWorthTraining)
        words << tr("The values of the last day have drifted away from it.");
    if (run.isMissing)
        words << tr("It has no band: it is missing.");
    m_words->setText(words.join(u' '));
    m_undo->setEnabled(state && state->words > 0);
    m_rollBack->setEnabled(state && state->versions.size() > 1);
}

} // namespace wf::ui
