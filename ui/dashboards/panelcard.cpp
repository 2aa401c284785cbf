// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/panelcard.h"

#include "ui/base/chartquestions.h"
#include "ui/dashboards/paneldetails.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/chart/chartview.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QTimer>

namespace wf::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 agedAfterNs = 30 * base::nsPerSecond; // younger samples need no age

// While the rest is on its way the old lines stay, so that nothing flickers.
engine::PanelAnswer withBlanksFilled(engine::PanelAnswer next, const engine::PanelAnswer &old)
{
    if (next.final || next.queries.size() != old.queries.size())
        return next;
    for (std::size_t i = 0; i < next.queries.size(); ++i) {
        if (!next.queries[i])
            next.queries[i] = old.queries[i];
        if (!next.compare[i] && i < old.compare.size())
            next.compare[i] = old.compare[i];
    }
    if (next.exemplars.empty())
        next.exemplars = old.exemplars;
    if (!next.volume)
        next.volume = old.volume;
    if (!next.fetchedNs)
        next.fetchedNs = old.fetchedNs;
    return next;
}

} // namespace

PanelCard::PanelCard(signals::PanelSpec spec, const QString &service, PanelSurroundings around, QWidget *parent)
    : Panel(nullptr, parent), m_spec(std::move(spec)), m_service(service), m_around(around)
{
    setTitle(m_spec.title, m_spec.quantity);
    if (m_spec.kind == signals::PanelKind::Table) {
        m_labels = new widgets::PlainLabel({}, widgets::TextRole::MonoSmall, widgets::PlainLabel::Tone::Secondary);
        m_labels->setWrap(true);
        m_labels->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        auto *frame = new QWidget;
        auto *column = new QVBoxLayout(frame);
        column->setContentsMargins(12, 4, 12, 8);
        column->addWidget(m_labels);
        column->addStretch();
        setContent(frame);
    } else {
        m_chart = new widgets::ChartView;
        m_chart->setAccessibleName(m_spec.title);
        setContent(m_chart);
        connectChart();
    }
    m_tools = new QWidget;
    m_tools->setFixedSize(50, 24);
    auto *row = new QHBoxLayout(m_tools);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    auto *details = new widgets::IconButton(u"info"_s, tr("Why this panel, its query and samples"), u"I"_s);
    auto *larger = new widgets::IconButton(u"fullscreen"_s, tr("Maximise"), u"F"_s);
    for (auto *button : {details, larger}) {
        button->setFixedSize(24, 24);
        button->setFocusPolicy(Qt::NoFocus);
        button->hide();
        row->addWidget(button);
    }
    addHeaderWidget(m_tools);
    connect(details, &QToolButton::clicked, this, &PanelCard::showDetails);
    connect(larger, &QToolButton::clicked, this, &PanelCard::maximiseRequested);
    connect(this, &Panel::headerDoubleClicked, this, &PanelCard::maximiseRequested);
    connect(this, &Panel::stopRequested, this, &PanelCard::stop);
}

PanelCard::~PanelCard() = default;

void PanelCard::connectChart()
{
    WatchContext &context = m_around.context;
    m_chart->setRange(shownRange());
    connect(m_chart, &widgets::ChartView::crosshairMoved, &context, &WatchContext::setCrosshair);
    connect(&context, &WatchContext::crosshairChanged, m_chart, &widgets::ChartView::setCrosshair);
    connect(m_chart, &widgets::ChartView::rangeSelected, &context, &WatchContext::zoomTo);
    connectQuestions(*m_chart, context, [this](const widgets::ChartSeries &line) { return subjectOf(line); });
    connect(m_chart, &widgets::ChartView::attachAsked, this, &PanelCard::attach);
    connect(m_chart, &widgets::ChartView::zoomOutRequested, &context, &WatchContext::zoomOut);
    connect(m_chart, &widgets::ChartView::pointClicked, this, &PanelCard::selectPoint);
    connect(m_chart, &widgets::ChartView::annotationClicked, this, &PanelCard::clickMark);
}

void PanelCard::setMarks(const PanelMarks &marks)
{
    m_marks = marks;
    paintAnswer();
}

void PanelCard::setExemplars(bool wanted)
{
    const bool useful = wanted && m_spec.unit == base::Unit::Seconds && !m_spec.queries.empty() &&
                        m_spec.queries.back().expr.contains("histogram_quantile"_L1);
    if (useful != m_exemplars) {
        m_exemplars = useful;
        markOld();
    }
}

void PanelCard::markOld()
{
    m_old = true;
}

void PanelCard::look(bool onScreen)
{
    if (!onScreen) {
        if (m_request.isActive()) {
            m_request.cancel();
            m_old = true;
        }
        return;
    }
    if (m_old)
        ask();
}

void PanelCard::stop()
{
    m_request.cancel();
    showContent();
    Q_EMIT settledChanged();
}

void PanelCard::ask()
{
    m_old = false;
    ++m_serial;
    const base::TimeRange range = m_around.context.range();
    const bool hasOld = !m_answer.isEmpty();
    if (m_chart && !m_around.context.timeSelection().live)
        m_chart->setRange(shownRange()); // what is known moves at once
    showLoading(tr("Asking the sources"), hasOld);
    engine::PanelQuestion question{m_spec, range, m_chart ? std::max(120, m_chart->width() - 60) : 60,
                                   m_around.context.compareOffsetNs(), m_exemplars};
    m_request = m_around.reader.read(question, [this](const engine::PanelAnswer &answer) { take(answer); });
}

// A source that falls silent does not take away what it said before; a refused question does.
bool PanelCard::keepsOld(const engine::PanelAnswer &answer) const
{
    return answer.final && answer.error && answer.isEmpty() && !m_answer.isEmpty() &&
           answer.error->kind != base::ErrorKind::BadRequest && answer.error->kind != base::ErrorKind::NotUnderstood;
}

void PanelCard::take(const engine::PanelAnswer &answer)
{
    const qint64 now = m_around.context.clock().nowNs();
    if (keepsOld(answer)) {
        m_answer.completeness.stale = true;
        m_answer.completeness.asOfNs = m_answer.fetchedNs;
        m_answer.completeness.notes = {answer.error->summary};
        m_answer.error = answer.error;
        m_answer.final = true;
    } else {
        m_answer = withBlanksFilled(answer, m_answer);
    }
    base::Completeness doubts = m_answer.completeness;
    if (!answer.final && !answer.isEmpty() && answer.fetchedNs > 0 &&
        now - answer.fetchedNs > agedAfterNs) { // from the cache; the rest is on its way
        doubts.stale = true;
        doubts.asOfNs = answer.fetchedNs;
    }
    if (answer.final && answer.error && m_answer.isEmpty())
        doubts = {}; // nothing is shown that could be doubted; the error stands in its place
    setCompleteness(doubts, now);
    paintAnswer();
    if (!m_answer.isEmpty())
        answer.final ? showContent() : showLoading({}, true);
    else if (answer.final && answer.error)
        showError(tr("The query was not answered"), *answer.error,
                  {{tr("Ask again"), u"refresh"_s, [this] { ask(); }}});
    else if (answer.final)
        showEmpty(tr("No series match"), tr("%1 has no samples in this range.").arg(m_spec.title),
                  {{tr("Show the query"), u"info"_s, [this] { showDetails(); }}});
    if (!answer.final)
        return;
    // the request ends itself; letting go of it inside its own callback would end this call too early
    QTimer::singleShot(0, this, [this, serial = m_serial] {
        if (serial == m_serial)
            m_request = {};
        Q_EMIT settledChanged();
    });
}

void PanelCard::paintAnswer()
{
    if (m_labels) {
        m_labels->setText(labelLines(m_answer, 8));
        return;
    }
    auto shown = std::make_shared<widgets::ChartData>(chartDataOf(m_spec, m_answer, m_marks, m_around.colors));
    const signals::PanelThreshold *broken = brokenThreshold(*shown);
    setSeverityIcon(!broken ? QString() : broken->critical ? u"sev-critical"_s : u"sev-warning"_s);
    m_chart->setData(std::move(shown));
    m_chart->setRange(shownRange());
}

// What this console tells itself has a time of its own.
base::TimeRange PanelCard::shownRange() const
{
    if (!m_spec.told)
        return m_around.context.range();
    base::TimeRange out;
    for (const signals::Series &s : m_spec.told->series)
        if (s.size() > 0) {
            out.startNs = out.startNs ? std::min(out.startNs, s.timesMs.front() * base::nsPerMs)
                                      : s.timesMs.front() * base::nsPerMs;
            out.endNs = std::max(out.endNs, s.timesMs.back() * base::nsPerMs);
        }
    return out.lengthNs() > 0 ? out : m_around.context.range();
}

signals::Subject PanelCard::subjectOf(const widgets::ChartSeries &line) const
{
    if (m_spec.told)
        return {}; // no query gives it
    signals::Subject subject;
    subject.kind = signals::SubjectKind::Metric;
    subject.service = m_service;
    subject.title = line.name == m_spec.title ? m_spec.title : QString(m_spec.title + u", "_s + line.name);
    subject.labels = line.samples->labels;
    subject.region = line.samples->labels.text("region");
    const bool isVolume = m_answer.volume && line.key.startsWith("level "_L1);
    const auto query = isVolume ? 0 : static_cast<std::size_t>(line.key.section(u' ', 0, 0).toUInt());
    if (query < m_answer.asked.size())
        subject.id = m_answer.asked[query];
    if (isVolume) { // lines are counted whatever their level
        subject.kind = signals::SubjectKind::LogLine;
        subject.title = tr("%1, all levels").arg(m_spec.title);
    }
    return subject;
}

void PanelCard::selectPoint(const QString &seriesKey, qint64 timeNs)
{
    for (const widgets::ChartSeries &line : m_chart->data()->series)
        if (line.key == seriesKey) {
            signals::Subject subject = subjectOf(line);
            subject.timeNs = timeNs;
            m_around.context.select(subject);
        }
}

void PanelCard::attach()
{
    signals::Subject subject;
    subject.kind = signals::SubjectKind::Metric;
    subject.service = m_service;
    subject.title = m_service.isEmpty() ? m_spec.title : QString(m_service + u", "_s + m_spec.title);
    const QStringList asked(m_answer.asked.begin(), m_answer.asked.end());
    subject.id = asked.join(u'\n');
    m_around.context.attachOwn(subject, m_chart->attached(subject.id));
}

void PanelCard::clickMark(int index)
{
    const auto &annotations = m_chart->data()->annotations;
    if (index < 0 || index >= static_cast<int>(annotations.size()))
        return;
    const widgets::ChartAnnotation &a = annotations[static_cast<std::size_t>(index)];
    signals::Subject subject;
    subject.service = a.kind == widgets::ChartAnnotation::Deploy ? a.id : m_service;
    subject.timeNs = a.range.startNs;
    subject.title = a.label;
    if (a.kind == widgets::ChartAnnotation::Exemplar) {
        subject.kind = signals::SubjectKind::Trace;
        subject.id = a.id;
        m_around.context.open(subject);
    } else if (a.kind == widgets::ChartAnnotation::Anomaly) {
        subject.kind = signals::SubjectKind::Metric;
        subject.id = a.id;
        m_around.context.open(subject);
    } else {
        subject.kind = signals::SubjectKind::Deploy;
        m_around.context.select(subject);
    }
}

void PanelCard::showDetails()
{
    auto *details = new PanelDetails(m_spec, m_answer, m_around.context, this);
    details->popupBelow(m_tools);
}

void PanelCard::enterEvent(QEnterEvent *)
{
    for (auto *button : m_tools->findChildren<QToolButton *>())
        button->show();
}

void PanelCard::leaveEvent(QEvent *)
{
    for (auto *button : m_tools->findChildren<QToolButton *>())
        button->hide();
}

void PanelCard::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() == Qt::NoModifier && event->key() == Qt::Key_F) {
        Q_EMIT maximiseRequested();
        return;
    }
    if (event->modifiers() == Qt::NoModifier && event->key() == Qt::Key_I) {
        showDetails();
        return;
    }
    Panel::keyPressEvent(event);
}

} // namespace wf::ui
