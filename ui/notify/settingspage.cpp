// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notify/settingspage.h"

#include "models/base/timetext.h"
#include "models/base/untrusted.h"
#include "models/engine/notify/selftest/testorders.h"
#include "ui/base/flattable.h"
#include "ui/base/taborder.h"
#include "ui/notify/pagelist.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QAction>
#include <QBoxLayout>
#include <QPainter>
#include <QPointer>
#include <QStackedWidget>

namespace wf::ui {

using namespace Qt::StringLiterals;
using signals::Severity;
using widgets::PlainLabel;
using widgets::TextRole;

namespace {

std::string_view view(const QByteArray &text)
{
    return {text.constData(), static_cast<std::size_t>(text.size())};
}

} // namespace

SettingsPage::SettingsPage(Parts parts, WatchContext &context, QWidget *parent)
    : Screen(parent),
      m_parts(std::move(parts)),
      m_context(context),
      m_pages(new PageList),
      m_stack(new QStackedWidget),
      m_title(new PlainLabel({}, TextRole::Title)),
      m_lead(new PlainLabel({}, TextRole::Base, PlainLabel::Tone::Secondary)),
      m_wrong(new PlainLabel({}, TextRole::Base, PlainLabel::Tone::Critical)),
      m_empty(
          new PlainLabel(tr("Nothing yet. Add begins with an example."), TextRole::Base, PlainLabel::Tone::Tertiary)),
      m_entries(new FlatTable(tr("Entries"))),
      m_messages(new FlatTable(tr("Messages, newest first"))),
      m_run(new widgets::Button(tr("Run escalations here"))),
      m_add(new widgets::Button(tr("Add"), u"plus"_s, u"Ins"_s)),
      m_edit(new widgets::Button(tr("Edit"), u"edit"_s, u"Enter"_s)),
      m_remove(new widgets::Button(tr("Remove"), u"trash"_s, u"Del"_s)),
      m_test(new widgets::Button(tr("Send a test"), u"run"_s, u"T"_s)),
      m_retry(new widgets::Button(tr("Try again"), u"refresh"_s, u"R"_s)),
      m_dismiss(new widgets::Button(tr("Dismiss"), u"close"_s, u"Del"_s)),
      m_desktop(new DesktopPanel(m_parts.file))
{
    m_parts.deeds.tryChannel = [this](const auto &channel, const auto &settings, auto reply) {
        tryChannel(channel, settings, reply);
    };
    m_rows = new items::RowsModel<SettingsRow, QString>(
        settingsColumns(wire::NotifySection::Channels),
        [](const SettingsRow &r) { return u"%1/%2"_s.arg(r.index).arg(r.name); }, this);
    m_deliveries = new items::RowsModel<engine::Delivery, QString>(
        deliveryColumns(m_context.clock()), [](const engine::Delivery &d) { return d.order.key; }, this);
    build();
    buildActions();
    connect(&m_parts.selfTest, &engine::SelfTest::ended, this, &SettingsPage::fill);
    connect(&m_parts.escalations, &engine::EscalationKeeper::changed, this, [this] {
        m_refused.clear();
        fill();
    });
    connect(&m_parts.file, &engine::NotifyFile::refused, this, [this](const QStringList &lines) {
        m_refused = lines;
        fill();
    });
    connect(&m_parts.deliveries, &engine::DeliveryDesk::changed, this, [this] {
        fillMessages();
        Q_EMIT badgeChanged();
    });
    setPage(Channels);
}

void SettingsPage::build()
{
    const std::pair<QString, QString> pages[] = {{tr("Channels"), u"mail"_s},     {tr("People"), u"users"_s},
                                                 {tr("On call"), u"phone"_s},     {tr("Escalation"), u"escalate"_s},
                                                 {tr("Quiet hours"), u"moon"_s},  {tr("Watches"), u"clock"_s},
                                                 {tr("This desktop"), u"host"_s}, {tr("Messages sent"), u"table"_s}};
    for (const auto &[text, icon] : pages)
        m_pages->addPage(text, icon);
    m_pages->setAccessibleName(tr("Pages of the settings"));
    m_stack->addWidget(buildEntries());
    m_stack->addWidget(m_desktop);
    m_stack->addWidget(buildMessages());
    m_lead->setWrap(true);
    m_wrong->setWrap(true);
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_run);
    auto *page = new QVBoxLayout;
    page->setContentsMargins(20, 14, 20, 12);
    page->setSpacing(8);
    page->addLayout(head);
    page->addWidget(m_lead);
    page->addWidget(m_wrong);
    page->addWidget(m_stack, 1);
    auto *all = new QHBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_pages);
    all->addLayout(page, 1);
    connect(m_pages, &QListWidget::currentRowChanged, this, [this](int row) { setPage(static_cast<Page>(row)); });
    connect(m_run, &QPushButton::clicked, this, &SettingsPage::toggleRunning);
    leadFocus(this, m_pages);
}

// Each holds on its pages alone: elsewhere its key is somebody else's.
void SettingsPage::buildActions()
{
    const auto add = [this](const QString &text, const QKeySequence &key, auto run) {
        auto *action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
        m_actions << action;
        return action;
    };
    m_addIt = add(tr("Add an entry"), Qt::Key_Insert, [this] { edit(true); });
    m_removeIt = add(tr("Remove the entry"), Qt::Key_Delete, [this] { remove(); });
    m_testIt = add(tr("Send a test to the channel"), Qt::Key_T, [this] { test(); });
    m_testThem = add(tr("Test the channels of this watch"), Qt::Key_T, [this] { testAll(); });
    m_retryIt = add(tr("Try the message again"), Qt::Key_R, [this] { retry(); });
    m_dismissIt = add(tr("Dismiss the message"), Qt::Key_Delete, [this] { dismiss(); });
}

void SettingsPage::followActions()
{
    const bool isOfEntries = page() < Desktop, isOfMessages = page() == Messages;
    m_addIt->setEnabled(isOfEntries);
    m_removeIt->setEnabled(isOfEntries && m_remove->isEnabled());
    m_testIt->setEnabled(page() == Channels && m_test->isEnabled());
    m_testThem->setEnabled(page() == Watches && m_test->isEnabled());
    m_retryIt->setEnabled(isOfMessages && m_retry->isEnabled());
    m_dismissIt->setEnabled(isOfMessages && m_dismiss->isEnabled());
}

QWidget *SettingsPage::buildEntries()
{
    m_entries->setModel(m_rows);
    m_entries->setColumnWidths({170, 190, 0, 200});
    m_entries->setDroppedWhenNarrow({3});
    auto *out = new QWidget;
    auto *column = new QVBoxLayout(out);
    column->setContentsMargins(0, 0, 0, 0);
    auto *row = new QHBoxLayout;
    for (widgets::Button *one : {m_add, m_edit, m_remove, m_test})
        row->addWidget(one);
    row->addStretch(1);
    column->addWidget(m_empty);
    column->addWidget(m_entries, 1);
    column->addLayout(row);
    connect(m_add, &QPushButton::clicked, this, [this] { edit(true); });
    connect(m_edit, &QPushButton::clicked, this, [this] { edit(false); });
    connect(m_entries, &FlatTable::rowOpened, this, [this] { edit(false); });
    connect(m_remove, &QPushButton::clicked, this, &SettingsPage::remove);
    connect(m_test, &QPushButton::clicked, this, [this] {
        if (page() == Watches)
            testAll();
        else
            test();
    });
    return out;
}

QWidget *SettingsPage::buildMessages()
{
    m_messages->setModel(m_deliveries);
    m_messages->setColumnWidths({110, 150, 0, 130, 240});
    m_messages->setDroppedWhenNarrow({4});
    auto *out = new QWidget;
    auto *column = new QVBoxLayout(out);
    column->setContentsMargins(0, 0, 0, 0);
    auto *row = new QHBoxLayout;
    row->addWidget(m_retry);
    row->addWidget(m_dismiss);
    row->addStretch(1);
    column->addWidget(m_messages, 1);
    column->addLayout(row);
    connect(m_retry, &QPushButton::clicked, this, &SettingsPage::retry);
    connect(m_dismiss, &QPushButton::clicked, this, &SettingsPage::dismiss);
    connect(m_messages, &FlatTable::rowSelected, this, [this](const QModelIndex &index) {
        const auto *one = m_deliveries->at(index);
        const bool isOpen = one != nullptr && one->state == store::OpState::NeedsAttention;
        m_retry->setEnabled(isOpen);
        m_dismiss->setEnabled(isOpen);
        followActions();
    });
    m_retry->setEnabled(false);
    m_dismiss->setEnabled(false);
    return out;
}

SettingsPage::Page SettingsPage::page() const
{
    return static_cast<Page>(std::max(0, m_pages->currentRow()));
}

void SettingsPage::setPage(Page page)
{
    static const char *leads[] = {
        QT_TR_NOOP("How people are told. A test goes out at once; those marked for the self-test also at the start of "
                   "each watch."),
        QT_TR_NOOP("Who can be told by name, through which channels, and what calendars call them."),
        QT_TR_NOOP("Calendars (iCalendar) that say who is on call, and who stands in."),
        QT_TR_NOOP("Who is told when, until somebody has taken an incident: the first whose conditions hold."),
        QT_TR_NOOP("When this desktop neither shows nor sounds; what is critical for services you are on call for is "
                   "never hidden."),
        QT_TR_NOOP("When who watches changes: the channels marked for it are tested then."),
        QT_TR_NOOP("Sounds, tray and start of this console on this machine. Changes apply at once."),
        QT_TR_NOOP("Every message and what became of it, webhooks of freezes included.")};
    if (m_pages->currentRow() != page) {
        m_pages->setCurrentRow(page); // comes back here
        return;
    }
    m_title->setText(m_pages->item(page)->text());
    m_pageLead = tr(leads[page]);
    m_stack->setCurrentIndex(page < Desktop ? 0 : page - Desktop + 1);
    if (page < Desktop) {
        const bool isTimed = page == QuietHours || page == Watches;
        m_rows->setColumns(settingsColumns(section()));
        m_entries->setColumnWidths(isTimed             ? std::vector{0, 200, 10, 100}
                                   : hasNow(section()) ? std::vector{170, 190, 0, 200}
                                                       : std::vector{170, 190, 0, 10});
    }
    m_test->setVisible(page == Channels || page == Watches);
    m_test->setText(page == Watches ? tr("Test the channels now") : tr("Send a test"));
    m_run->setVisible(page == Escalations || page == OnCall);
    fill();
    fillMessages();
}

void SettingsPage::fill()
{
    const bool runs = m_parts.escalations.isRunning();
    m_run->setText(runs ? tr("Stop running escalations here") : tr("Run escalations here"));
    m_wrong->setText(m_refused.isEmpty()
                         ? QString()
                         : tr("The file is not right, so what stood before it counts: %1").arg(m_refused.constFirst()));
    m_wrong->setVisible(!m_refused.isEmpty());
    QStringList lead{m_pageLead};
    if (m_run->isVisibleTo(this))
        lead << tr("Escalations are %1.").arg(m_parts.escalations.runWords());
    if (page() == Watches)
        lead << lastSelfTest();
    m_lead->setText(lead.join(u' '));
    const auto &settings = m_parts.escalations.settings();
    m_desktop->show(settings.desktop);
    followActions();
    if (page() >= Desktop)
        return;
    m_rows->setRows(
        settingsRows(section(), settings, m_parts.escalations, m_parts.deliveries.log(), m_context.clock().nowNs()));
    m_empty->setVisible(m_rows->rowCount() == 0);
    if (m_rows->rowCount() > 0 && !m_entries->currentIndex().isValid())
        m_entries->setCurrentIndex(m_rows->index(0, 0));
    for (widgets::Button *one : {m_edit, m_remove, m_test})
        one->setEnabled(m_rows->rowCount() > 0);
    if (page() == Watches)
        m_test->setEnabled(!m_parts.selfTest.isRunning() &&
                           std::ranges::any_of(settings.channels, &wire::Channel::isTested));
    followActions();
}

// Which did not take it, and why: that is what the test is for.
QString SettingsPage::lastSelfTest() const
{
    if (m_parts.selfTest.isRunning())
        return tr("A test is on its way.");
    const auto &last = m_parts.selfTest.last();
    if (!last)
        return tr("No channel was tested since this console runs.");
    const QString when = base::dayAndTime(last->atNs, m_context.clock().nowNs());
    const auto bad = std::ranges::find(last->lines, false, &engine::SelfTestReport::Line::isTaken);
    if (bad == last->lines.end())
        return tr("Tested %1: all of them took it.").arg(when);
    return tr("Tested %1: %2 of %3 did not take it; %4: %5")
        .arg(when)
        .arg(last->failed())
        .arg(last->lines.size())
        .arg(bad->channel, base::visibleText(bad->why, 200));
}

void SettingsPage::fillMessages()
{
    if (m_isActive || m_deliveries->rowCount() == 0)
        m_deliveries->setRows(m_parts.deliveries.log());
    if (page() == Channels && m_isActive)
        fill();
}

void SettingsPage::setActive(bool active)
{
    m_isActive = active;
    if (!active)
        return;
    fill();
    fillMessages();
}

Screen::Badge SettingsPage::badge() const
{
    const auto log = m_parts.deliveries.log();
    const auto refused = std::ranges::count(log, store::OpState::NeedsAttention, &engine::Delivery::state);
    return refused > 0 ? Badge{QString::number(refused), Severity::Warning} : Badge();
}

EntryDialog *SettingsPage::edit(bool isNew)
{
    const auto *row = m_rows->at(m_entries->currentIndex());
    if (page() >= Desktop || (!isNew && row == nullptr))
        return nullptr;
    const std::size_t index = isNew ? wire::notifyEntries(view(m_parts.file.text()), section()).size() : row->index;
    auto *dialog = new EntryDialog(m_parts.file, section(), index, m_parts.deeds, this);
    dialog->open();
    return dialog;
}

void SettingsPage::remove()
{
    const auto *row = m_rows->at(m_entries->currentIndex());
    if (row == nullptr)
        return;
    const QByteArray before = m_parts.file.text();
    const auto text = wire::withNotifyEntry(view(before), section(), row->index, std::nullopt);
    if (!text)
        return say(text.error().summary, Severity::Warning);
    if (const auto read = wire::readNotifySettings(*text); !read.isValid())
        return say(tr("%1 is still needed: %2").arg(row->name, read.lines(u"line"_s).value(0)), Severity::Warning);
    const QByteArray after = QByteArray::fromStdString(*text);
    m_parts.file.save(before, after, [this, before, after, name = row->name](const base::Status &done) {
        if (!done)
            return say(done.error().summary, Severity::Warning);
        m_context.say({tr("%1 is removed.").arg(name), Severity::Info, tr("Undo"),
                       [page = QPointer(this), before, after] {
                           if (page)
                               page->m_parts.file.save(after, before, [](const base::Status &) {});
                       },
                       10});
    });
}

void SettingsPage::tryChannel(const wire::Channel &channel, const wire::NotifySettings &settings,
                              const EntryDialog::Deeds::Reply &reply)
{
    const qint64 now = m_context.clock().nowNs();
    const auto orders = engine::testOrders(channel, m_parts.environment, QString::number(now), now);
    auto left = std::make_shared<std::pair<std::size_t, base::Status>>(orders.size(), base::Done{});
    for (const auto &order : orders)
        m_parts.deliveries.tryOnce(channel, settings.mail, order, [left, reply](const base::Status &done) {
            if (!done)
                left->second = done;
            if (--left->first == 0)
                reply(left->second);
        });
}

void SettingsPage::test()
{
    const auto *row = m_rows->at(m_entries->currentIndex());
    const auto &settings = m_parts.escalations.settings();
    const wire::Channel *channel = row != nullptr ? settings.channel(row->name) : nullptr;
    if (channel == nullptr)
        return;
    say(tr("Sending a test to %1").arg(channel->name));
    tryChannel(*channel, settings, [page = QPointer(this), name = channel->name](const base::Status &done) {
        if (page)
            page->say(done ? tr("%1 took the test.").arg(name)
                           : tr("%1 did not take it: %2").arg(name, done.error().summary),
                      done ? Severity::Info : Severity::Critical);
    });
}

void SettingsPage::retry()
{
    const auto *one = m_deliveries->at(m_messages->currentIndex());
    if (one != nullptr)
        m_parts.deliveries.retry(one->order.key, [page = QPointer(this)](const base::Result<base::Done> &done) {
            if (page && !done)
                page->say(done.error().summary, Severity::Warning);
        });
}

void SettingsPage::testAll()
{
    m_parts.selfTest.run();
    fill();
}

void SettingsPage::dismiss()
{
    if (const auto *one = m_deliveries->at(m_messages->currentIndex()))
        m_parts.deliveries.dismiss(one->order.key, [](const auto &) {});
}

void SettingsPage::toggleRunning()
{
    const bool runs = !m_parts.escalations.isRunning();
    m_parts.escalations.setRunning(runs, [page = QPointer(this), runs](const base::Result<base::Done> &kept) {
        if (page)
            page->say(!kept  ? kept.error().summary
                      : runs ? tr("This console runs the escalations of its environment now. No other should.")
                             : tr("This console no longer runs escalations. Nobody is told by it."),
                      kept ? Severity::Info : Severity::Warning);
    });
}

void SettingsPage::say(const QString &words, Severity severity)
{
    m_context.say({base::visibleText(words, 300), severity, {}, {}, 15});
}

void SettingsPage::paintEvent(QPaintEvent *)
{
    const auto &t = widgets::Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), t.surface.canvas);
    p.fillRect(QRect(PageList::wide, 0, 1, height()), t.line.panel);
}

} // namespace wf::ui
