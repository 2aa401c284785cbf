// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/notify/selftest/selftest.h"
#include "ui/base/screen.h"
#include "ui/base/watchcontext.h"
#include "ui/notify/desktoppanel.h"
#include "ui/notify/entrydialog.h"
#include "ui/notify/notifytables.h"

class QStackedWidget;

namespace wf::widgets {
class Button;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class FlatTable;
class PageList;

// Settings of who is told, and how: channels, people, on call, escalations, quiet hours, watches, this desktop, and
// what became of every message. They live in one file; the page changes an entry of it at a time.
class SettingsPage final : public Screen {
    Q_OBJECT
public:
    struct Parts {
        engine::NotifyFile &file;
        engine::DeliveryDesk &deliveries;
        engine::EscalationKeeper &escalations;
        engine::SelfTest &selfTest;
        QString environment;
        EntryDialog::Deeds deeds; // keepSecret and secretsAre; the page tries channels itself
    };
    SettingsPage(Parts parts, WatchContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString key() const override { return QStringLiteral("settings"); }
    bool showSubject(const signals::Subject &) override { return false; }
    void setActive(bool active) override;
    [[nodiscard]] bool isSettled() const override { return true; }
    [[nodiscard]] Badge badge() const override;
    [[nodiscard]] QList<QAction *> screenActions() const override { return m_actions; }
    [[nodiscard]] DesktopPanel &desktop() { return *m_desktop; }

    enum Page { Channels, People, OnCall, Escalations, QuietHours, Watches, Desktop, Messages };
    void setPage(Page page);
    // The dialog of the selected entry, or of a new one; null when nothing is selected.
    EntryDialog *edit(bool isNew);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] Page page() const;
    [[nodiscard]] wire::NotifySection section() const { return static_cast<wire::NotifySection>(page()); }
    void build();
    void buildActions();
    QWidget *buildEntries();
    QWidget *buildMessages();
    void fill();
    void fillMessages();
    void remove();
    void test();
    void retry();
    void testAll();
    void dismiss();
    void followActions();
    [[nodiscard]] QString lastSelfTest() const;
    void toggleRunning();
    void tryChannel(const wire::Channel &channel, const wire::NotifySettings &settings,
                    const EntryDialog::Deeds::Reply &reply);
    void say(const QString &words, signals::Severity severity = signals::Severity::Info);

    Parts m_parts;
    WatchContext &m_context;
    PageList *m_pages;
    QStackedWidget *m_stack;
    widgets::PlainLabel *m_title;
    widgets::PlainLabel *m_lead;
    widgets::PlainLabel *m_wrong;
    widgets::PlainLabel *m_empty;
    FlatTable *m_entries;
    items::RowsModel<SettingsRow, QString> *m_rows;
    FlatTable *m_messages;
    items::RowsModel<engine::Delivery, QString> *m_deliveries;
    widgets::Button *m_run;
    widgets::Button *m_add;
    widgets::Button *m_edit;
    widgets::Button *m_remove;
    widgets::Button *m_test;
    widgets::Button *m_retry;
    widgets::Button *m_dismiss;
    DesktopPanel *m_desktop;
    QList<QAction *> m_actions;
    QAction *m_addIt, *m_removeIt, *m_testIt, *m_testThem, *m_retryIt, *m_dismissIt;
    QString m_pageLead;
    QStringList m_refused; // what is wrong with the file as it is
    bool m_isActive = false;
};

} // namespace wf::ui
