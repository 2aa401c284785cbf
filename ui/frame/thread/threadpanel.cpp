// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/thread/threadpanel.h"

#include "models/base/duration.h"
#include "ui/frame/thread/signaltoggles.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/icons.h"
#include "widgets/base/paint.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"
#include "widgets/thread/threadview.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>

namespace wf::ui {

namespace {
constexpr int titleHeight = 42;
constexpr int subjectHeight = 54;
constexpr int togglesHeight = 36; // a control and 4 px above and below it
} // namespace

ThreadPanel::ThreadPanel(engine::ThreadWeaver &weaver, WatchContext &context, QWidget *parent)
    : QWidget(parent),
      m_weaver(weaver),
      m_context(context),
      m_back(new widgets::IconButton(QStringLiteral("back"), tr("Earlier selection"), tr("Alt+Left"), this)),
      m_forward(new widgets::IconButton(QStringLiteral("forward"), tr("Later selection"), tr("Alt+Right"), this)),
      m_pin(new widgets::IconButton(QStringLiteral("pin"), tr("Pin"), tr("Ctrl+Shift+P"), this)),
      m_more(new widgets::IconButton(QStringLiteral("more"), tr("More about the Thread"), {}, this)),
      m_window(new widgets::PickButton({}, {}, {}, this)),
      m_view(new widgets::ThreadView(this)),
      m_toggles(new SignalToggles(this)),
      m_missing(new widgets::PlainLabel({}, widgets::TextRole::Small, widgets::PlainLabel::Tone::Warning, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *title = new QHBoxLayout;
    title->setContentsMargins(12, 0, 8, 0);
    title->setSpacing(2);
    title->addSpacing(26);
    title->addWidget(
        new widgets::PlainLabel(tr("Thread"), widgets::TextRole::Strong, widgets::PlainLabel::Tone::Primary, this));
    title->addStretch();
    m_pin->setCheckable(true);
    for (auto *b : {m_back, m_forward, m_pin, m_more})
        title->addWidget(b);
    auto *titleBox = new QWidget(this);
    titleBox->setFixedHeight(titleHeight);
    titleBox->setLayout(title);
    column->addWidget(titleBox);
    column->addSpacing(subjectHeight);
    auto *signalRow = new QHBoxLayout;
    signalRow->setContentsMargins(12, 0, 6, 0);
    signalRow->addWidget(m_toggles);
    signalRow->addStretch();
    signalRow->addWidget(m_window);
    auto *signalBox = new QWidget(this);
    signalBox->setFixedHeight(togglesHeight);
    signalBox->setLayout(signalRow);
    column->addWidget(signalBox);
    auto *missingRow = new QHBoxLayout;
    missingRow->setContentsMargins(12, 0, 12, 0);
    missingRow->addWidget(m_missing);
    column->addLayout(missingRow);
    m_missing->setFixedHeight(24);
    m_missing->hide();
    m_back->setEnabled(false);
    m_forward->setEnabled(false);
    column->addWidget(m_view, 1);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(8, 4, 8, 4);
    auto *note = new widgets::Button(tr("Add note"), QStringLiteral("note"), QStringLiteral("N"), this);
    auto *copy = new widgets::Button(tr("Copy as text"), QStringLiteral("copy"), {}, this);
    foot->addWidget(note);
    foot->addStretch();
    foot->addWidget(copy);
    column->addLayout(foot);
    buildWindowMenu();

    connect(m_back, &QAbstractButton::clicked, &m_weaver, &engine::ThreadWeaver::back);
    connect(m_forward, &QAbstractButton::clicked, &m_weaver, &engine::ThreadWeaver::forward);
    connect(m_pin, &QAbstractButton::toggled, &m_weaver, &engine::ThreadWeaver::setPinned);
    connect(m_more, &QAbstractButton::clicked, this,
            [this] { openMenu(m_more->mapToGlobal(QPoint(0, m_more->height() + 2))); });
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this,
            [this](const QPoint &at) { openMenu(m_view->viewport()->mapToGlobal(at)); });
    connect(copy, &QAbstractButton::clicked, this, &ThreadPanel::copyAsText);
    connect(note, &QAbstractButton::clicked, this, &ThreadPanel::requestNote);
    connect(m_toggles, &SignalToggles::changed, this, [this] { m_view->setHidden(m_toggles->hiddenSignals()); });
    connect(m_view, &widgets::ThreadView::entrySelected, this,
            [this](const signals::ThreadEntry &e) { m_context.select(e.subject); });
    connect(m_view, &widgets::ThreadView::entryOpened, this,
            [this](const signals::ThreadEntry &e) { m_context.open(e.subject); });
    connect(m_view, &widgets::ThreadView::entryHovered, &m_context, &WatchContext::setCrosshair);
    connect(m_view, &widgets::ThreadView::widenRequested, this,
            [this] { m_weaver.setHalfWindow(m_weaver.halfWindowNs() * 4); });
    connect(&m_context, &WatchContext::selectionChanged, &m_weaver, &engine::ThreadWeaver::follow);
    connect(&m_context, &WatchContext::crosshairChanged, m_view, &widgets::ThreadView::setCrosshair);
    connect(&m_context, &WatchContext::refresh, &m_weaver, &engine::ThreadWeaver::refresh);
    connect(&m_weaver, &engine::ThreadWeaver::walked, &m_context, &WatchContext::select);
    connect(&m_weaver, &engine::ThreadWeaver::changed, this, [this] { show(m_weaver.thread()); });
}

void ThreadPanel::buildWindowMenu()
{
    auto *menu = new QMenu(this);
    for (const qint64 minutes : {5, 15, 30, 120, 360, 1440}) {
        const QString text = QStringLiteral("\u00b1") + base::humanDuration(minutes * base::nsPerMinute);
        menu->addAction(text, this, [this, minutes] { m_weaver.setHalfWindow(minutes * base::nsPerMinute); });
    }
    m_window->setMenu(menu);
    m_window->setValue(QStringLiteral("\u00b1") + base::humanDuration(m_weaver.halfWindowNs()));
}

void ThreadPanel::show(const signals::ThreadPtr &thread)
{
    m_back->setEnabled(m_weaver.canGoBack());
    m_forward->setEnabled(m_weaver.canGoForward());
    m_pin->setChecked(m_weaver.isPinned());
    m_window->setValue(QStringLiteral("\u00b1") + base::humanDuration(m_weaver.halfWindowNs()));
    if (!thread)
        return;
    m_toggles->setCounts(thread);
    m_view->setThread(thread);
    m_missing->setVisible(!thread->missing.isEmpty() && !thread->entries.empty()); // an empty Thread says it itself
    m_missing->setText(thread->missing.join(QStringLiteral("; ")));
    widgets::setPlainToolTip(m_missing, thread->missing.join(u'\n'));
    update();
}

bool ThreadPanel::isSettled() const
{
    return !m_weaver.thread() || m_weaver.thread()->settled;
}

QString ThreadPanel::asText() const
{
    return m_view->asText();
}

// What belongs to an incident stays with it: the Thread as it is shown, or what is selected in it.
void ThreadPanel::openMenu(const QPoint &global)
{
    using signals::SubjectKind;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto subject = m_context.selection();
    menu->addAction(widgets::themedIcon(QStringLiteral("help")), tr("Is this normal?"), this,
                    [this, subject] { m_context.askNormal(subject); })
        ->setEnabled(!subject.isNone());
    menu->addAction(widgets::themedIcon(QStringLiteral("thread")), tr("Attach the Thread to an incident…"), this,
                    [this, subject] { m_context.attach(subject, asText()); })
        ->setEnabled(m_weaver.thread() != nullptr);
    const QString what = subject.kind == SubjectKind::Trace || subject.kind == SubjectKind::Span ? tr("trace")
                         : subject.kind == SubjectKind::LogLine                                  ? tr("log line")
                         : subject.kind == SubjectKind::Metric                                   ? tr("chart")
                                                                                                 : QString();
    if (!what.isEmpty())
        menu->addAction(widgets::themedIcon(QStringLiteral("link")), tr("Attach the %1 to an incident…").arg(what),
                        this, [this, subject] { m_context.attachOwn(subject); });
    menu->addAction(widgets::themedIcon(QStringLiteral("copy")), tr("Copy as text"), this, &ThreadPanel::copyAsText);
    menu->popup(global);
}

void ThreadPanel::copyAsText()
{
    QGuiApplication::clipboard()->setText(m_view->asText());
    m_context.say({tr("Thread copied as text."), signals::Severity::Info, {}, {}, 4});
}

void ThreadPanel::requestNote()
{
    const auto &selection = m_context.selection();
    const qint64 at = m_context.crosshair() ? m_context.crosshair()
                      : selection.timeNs    ? selection.timeNs
                                            : m_context.clock().nowNs();
    Q_EMIT noteRequested(selection, at);
}

void ThreadPanel::togglePin()
{
    m_pin->toggle();
}

void ThreadPanel::paintEvent(QPaintEvent *)
{
    const auto &t = widgets::Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), t.surface.panel);
    p.fillRect(QRect(0, 0, width(), titleHeight), t.surface.header);
    widgets::paintIcon(p, QStringLiteral("thread"), QRectF(14, titleHeight / 2.0 - 9, 18, 18), t.accent.text);
    for (const int y : {titleHeight, titleHeight + subjectHeight, titleHeight + subjectHeight + togglesHeight})
        p.fillRect(QRect(0, y - 1, width(), 1), t.line.panel);
    const auto &thread = m_weaver.thread();
    if (!thread) {
        widgets::paintText(p, QRectF(12, titleHeight, width() - 24, subjectHeight),
                           tr("Select anything to see what belongs to it."), t.font(widgets::TextRole::Small),
                           t.text.tertiary);
        return;
    }
    const double y = titleHeight + 8;
    widgets::paintSeverity(p, thread->severity, QRectF(12, y + 1, 16, 16));
    widgets::paintText(p, QRectF(36, y, width() - 48, 18), thread->subject.title, t.font(widgets::TextRole::Strong),
                       t.text.primary);
    widgets::paintText(p, QRectF(12, y + 20, width() - 24, 18), thread->headline, t.font(widgets::TextRole::Small),
                       t.text.secondary);
}

} // namespace wf::ui
