// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logspage.h"

#include "models/engine/logs/logform.h"
#include "models/engine/logs/loglines.h"
#include "ui/base/chartquestions.h"
#include "ui/base/taborder.h"
#include "ui/logs/logbar.h"
#include "ui/logs/patternstable.h"
#include "ui/logs/queryrow.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/chart/chartview.h"
#include "widgets/loglist/loglist.h"

#include <QAction>
#include <QBoxLayout>
#include <QPaintEvent>
#include <QPainter>
#include <QSplitter>
#include <QStackedWidget>

namespace wf::ui {

using widgets::PlainLabel;

namespace {

widgets::LogReader reader()
{
    widgets::LogReader out;
    out.present = [](std::string_view line, const base::Labels &stream) { return engine::presentLine(line, stream); };
    out.service = [](const base::Labels &stream, const base::Labels &metadata) {
        return engine::serviceOf(stream, metadata);
    };
    out.fields = [](const signals::LogLine &line) {
        std::vector<widgets::LogReader::Field> fields;
        for (auto &f : engine::fieldsOf(line)) {
            const bool isLabel = f.origin == engine::LineField::Origin::Stream;
            const QString origin = isLabel                                           ? LogsPage::tr("stream")
                                   : f.origin == engine::LineField::Origin::Metadata ? LogsPage::tr("metadata")
                                                                                     : QString();
            fields.push_back({std::move(f.field), origin, isLabel});
        }
        return fields;
    };
    return out;
}

QWidget *divided(QWidget *above, QWidget *below)
{
    auto *split = new QSplitter(Qt::Vertical);
    split->addWidget(above);
    split->addWidget(below);
    split->setStretchFactor(0, 0);
    split->setStretchFactor(1, 1);
    split->setSizes({170, 600});
    split->setChildrenCollapsible(false);
    return split;
}

} // namespace

LogsPage::LogsPage(engine::LogSearch &search, WatchContext &context, QWidget *parent)
    : Screen(parent),
      m_search(search),
      m_context(context),
      m_query(new QueryRow(search.labels())),
      m_chart(new widgets::ChartView),
      m_volumePanel(new widgets::Panel(m_chart)),
      m_bar(new LogBar),
      m_list(new widgets::LogList),
      m_patterns(new PatternsTable),
      m_stack(new QStackedWidget),
      m_status(new PlainLabel({}, widgets::TextRole::Small, PlainLabel::Tone::Secondary)),
      m_trouble(new PlainLabel({}, widgets::TextRole::Small, PlainLabel::Tone::Warning)),
      m_older(new widgets::Button(tr("Load older lines")))
{
    m_listPanel = new widgets::Panel(m_list);
    m_listPanel->setHeaderVisible(false);
    m_list->setReader(reader());
    m_volumePanel->setTitle(tr("Volume"));
    build();
    connectAll();
    buildActions();
    showStatus();
    leadFocus(this, m_list);
}

LogsPage::~LogsPage() = default;

void LogsPage::build()
{
    m_stack->addWidget(m_listPanel);
    m_stack->addWidget(m_patterns);
    auto *lines = new QWidget;
    auto *column = new QVBoxLayout(lines);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_stack, 1);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(12, 4, 12, 4);
    foot->setSpacing(12);
    foot->addWidget(m_status);
    foot->addWidget(m_older);
    foot->addWidget(m_trouble, 1);
    foot->addWidget(new PlainLabel(tr("Times in UTC"), widgets::TextRole::Small, PlainLabel::Tone::Tertiary));
    column->addLayout(foot);
    m_older->setFixedHeight(22);
    m_older->hide();
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addWidget(m_query);
    page->addWidget(divided(m_volumePanel, lines), 1);
}

void LogsPage::paintEvent(QPaintEvent *event)
{
    QPainter p(this);
    const auto &theme = widgets::Theme::of(this);
    p.fillRect(event->rect(), theme.surface.panel);
    p.fillRect(QRect(0, m_query->geometry().bottom(), width(), 1), theme.line.panel);
}

void LogsPage::connectAll()
{
    connect(&m_search, &engine::LogSearch::changed, this, [this] {
        showAnswer();
        Q_EMIT settledChanged();
    });
    connect(m_query, &QueryRow::asked, this, &LogsPage::ask);
    connect(m_older, &QAbstractButton::clicked, &m_search, &engine::LogSearch::loadOlder);

    connect(m_chart, &widgets::ChartView::rangeSelected, &m_context, &WatchContext::zoomTo);
    connectQuestions(*m_chart, m_context, [this](const widgets::ChartSeries &) { return volumeSubject(); });
    connect(m_chart, &widgets::ChartView::attachAsked, this, &LogsPage::attachVolume);
    connect(m_chart, &widgets::ChartView::zoomOutRequested, &m_context, &WatchContext::zoomOut);
    connect(m_chart, &widgets::ChartView::crosshairMoved, &m_context, &WatchContext::setCrosshair);
    connect(m_chart, &widgets::ChartView::pointClicked, this,
            [this](const QString &, qint64 timeNs, double) { jumpTo(timeNs); });

    connect(m_bar, &LogBar::viewChosen, this, &LogsPage::showView);
    connect(m_bar, &LogBar::liveToggled, this, &LogsPage::setLive);
    connect(m_bar, &LogBar::pauseToggled, this, &LogsPage::togglePause);
    connect(m_bar, &LogBar::errorRequested, m_list, &widgets::LogList::goToError);
    connect(m_bar, &LogBar::wrapToggled, this, [this] { m_list->setWrap(!m_list->isWrapped()); });
    connect(m_bar, &LogBar::backRequested, this, &LogsPage::leaveContext);
    connect(m_patterns, &PatternsTable::patternOpened, this, [this](const signals::LogPattern &pattern) {
        engine::LogForm form = m_query->form();
        form.text = fixedPart(pattern.pattern);
        showView(0);
        m_query->setForm(form);
        ask();
    });

    connect(m_patterns, &PatternsTable::patternSelected, this,
            [this](const signals::LogPattern &pattern) { m_context.select(patternSubject(pattern)); });
    connect(m_patterns, &PatternsTable::menuRequested, this, &LogsPage::openPatternMenu);

    connect(m_list, &widgets::LogList::currentChanged, this, &LogsPage::selectLine);
    connect(m_list, &widgets::LogList::wrapChanged, m_bar, &LogBar::setWrapped);
    connect(m_list, &widgets::LogList::crosshairMoved, &m_context, &WatchContext::setCrosshair);
    connect(m_list, &widgets::LogList::contextRequested, this, &LogsPage::showContext);
    connect(m_list, &widgets::LogList::menuRequested, this, &LogsPage::openLineMenu);
    connect(m_list, &widgets::LogList::filterRequested, m_query, &QueryRow::addFilter);
    connect(m_list, &widgets::LogList::traceRequested, this, [this](const signals::LogLine &line) {
        auto subject = engine::subjectOf(line);
        subject.kind = signals::SubjectKind::Trace;
        subject.title = subject.id;
        m_context.open(subject);
    });
    connect(m_list, &widgets::LogList::topReached, this, [this] {
        if (!m_contextLines && m_search.snapshot()->mayBeOlder)
            m_search.loadOlder();
    });
    connect(m_list, &widgets::LogList::followChanged, this, [this](bool atEnd) {
        if (!m_isShowing && !m_contextLines && m_search.snapshot()->tail.isOn)
            m_search.setPaused(!atEnd);
    });

    connectContext();
}

void LogsPage::connectContext()
{
    connect(&m_context, &WatchContext::crosshairChanged, this, [this](qint64 timeNs) {
        m_chart->setCrosshair(timeNs);
        m_list->setCrosshair(timeNs);
    });
    connect(&m_context, &WatchContext::anomaliesChanged, this, [this] {
        if (m_isActive && m_hasAsked)
            showVolume();
    });
    connect(&m_context, &WatchContext::timeSelectionChanged, this, [this] {
        if (m_isActive)
            ask();
        else
            m_hasAsked = false;
    });
    connect(&m_context, &WatchContext::refresh, this, [this] {
        if (m_isActive && m_hasAsked && m_context.timeSelection().live)
            m_search.refresh(m_context.range());
    });
}

void LogsPage::buildActions()
{
    const auto add = [this](const QString &text, const QKeySequence &key, auto call) {
        auto *action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, call);
        addAction(action);
        m_actions << action;
    };
    add(tr("Edit the log query"), QKeySequence(Qt::Key_Slash), [this] { m_query->focusText(); });
    add(tr("Live tail on or off"), QKeySequence(Qt::Key_T), [this] { setLive(!m_wantsLive); });
    add(tr("Next error"), QKeySequence(Qt::Key_X), [this] { m_list->goToError(true); });
    add(tr("Previous error"), QKeySequence(Qt::SHIFT | Qt::Key_X), [this] { m_list->goToError(false); });
    add(tr("Wrap lines"), QKeySequence(Qt::Key_W), [this] { m_list->setWrap(!m_list->isWrapped()); });
    auto *pause = new QAction(tr("Pause or resume the live tail"), this);
    pause->setShortcut(QKeySequence(Qt::Key_Space));
    pause->setShortcutContext(Qt::WidgetShortcut);
    connect(pause, &QAction::triggered, this, &LogsPage::togglePause);
    m_list->addAction(pause);
    m_actions << pause;
    m_attach = new QAction(tr("Attach the selected lines to an incident…"), this);
    m_attach->setShortcut(QKeySequence(Qt::ALT | Qt::Key_A));
    m_attach->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(m_attach, &QAction::triggered, this, &LogsPage::attachLines);
    m_list->addAction(m_attach); // the volume has its own: it attaches the chart
    m_actions << m_attach;
    auto *back = new QAction(this);
    back->setShortcut(QKeySequence(Qt::Key_Escape));
    back->setShortcutContext(Qt::WidgetShortcut);
    connect(back, &QAction::triggered, this, &LogsPage::leaveContext);
    m_list->addAction(back);
}

bool LogsPage::showSubject(const signals::Subject &subject)
{
    using Kind = signals::SubjectKind;
    engine::LogForm form;
    const bool byTrace = subject.kind == Kind::Trace || subject.kind == Kind::Span;
    if (byTrace)
        form.text = subject.id.section(u'/', 0, 0);
    else if (!subject.service.isEmpty())
        form.labels = {{QStringLiteral("service_name"), {subject.service}, false}};
    else
        return false;
    if (subject.kind == Kind::Instance && !subject.instance.isEmpty())
        form.text = subject.instance;
    const bool isSame = m_hasAsked && !m_query->isTyped() && m_query->form() == form && !m_contextLines;
    leaveContext();
    m_query->setForm(form);
    const bool isOutside = subject.timeNs > 0 && !m_context.range().contains(subject.timeNs);
    m_jumpNs = subject.kind == Kind::LogLine || byTrace ? subject.timeNs : 0;
    m_jumpRounds = 0;
    if (isOutside)
        m_context.setTimeSelection(
            base::TimeSelection::between(base::TimeRange::around(subject.timeNs, 15 * base::nsPerMinute)));
    if (!isSame || isOutside)
        m_hasAsked = false;
    if (m_isActive && !m_hasAsked)
        ask();
    else if (m_isActive)
        jump();
    return true;
}

void LogsPage::setActive(bool active)
{
    if (active == m_isActive)
        return;
    m_isActive = active;
    if (!active) {
        m_search.stop();
        return;
    }
    if (m_hasAsked) {
        m_search.refresh(m_context.range());
        if (m_wantsLive)
            setLive(true);
        return;
    }
    // Which label every line has is asked once; without an answer the usual one is taken.
    m_labelRequest = m_search.labels().names(m_context.range(), [this](const base::Result<QStringList> &names) {
        if (names)
            m_query->setAnyLabel(engine::anchorLabel(*names));
        ask();
    });
    if (!m_search.hasSources())
        showState();
}

bool LogsPage::isSettled() const
{
    return !m_search.hasSources() || (m_hasAsked && !m_search.isBusy() && m_jumpNs == 0);
}

void LogsPage::ask()
{
    const QString expr = m_query->logQl();
    if (!m_isActive || expr.isEmpty() || !m_search.hasSources())
        return;
    leaveContext();
    m_hasAsked = true;
    const auto range = m_context.range();
    m_query->setRange(range);
    m_list->setSought(engine::soughtTexts(expr));
    m_search.ask({expr, range, m_query->limit()});
    if (!m_context.timeSelection().live)
        setLive(false);
    else if (m_wantsLive)
        setLive(true);
    if (m_stack->currentIndex() == 1)
        showView(1);
}

} // namespace wf::ui
