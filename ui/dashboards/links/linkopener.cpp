// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/links/linkopener.h"

#include "models/base/untrusted.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QApplication>
#include <QBoxLayout>
#include <QCheckBox>
#include <QClipboard>
#include <QDesktopServices>
#include <QDialog>
#include <QPlainTextEdit>
#include <QUrl>

namespace wf::ui {

using Kind = engine::LinkTarget::Kind;

LinkOpener::LinkOpener(const async::Pools &pools, WatchContext &context, QWidget &window)
    : QObject(&window), m_pools(pools), m_context(context), m_window(window)
{
}

LinkOpener::~LinkOpener() = default;

void LinkOpener::withBoards(std::function<void(const Boards &)> use)
{
    ++m_reading;
    m_jobs.run(
        m_pools.parse(),
        [folder = m_folder](std::stop_token stop) {
            return folder.isEmpty() ? Boards() : engine::knownBoards(folder, stop);
        },
        [this, use = std::move(use)](const Boards &boards) {
            --m_reading;
            use(boards);
            Q_EMIT settledChanged();
        });
}

void LinkOpener::open(const QString &address, const QString &shownUid)
{
    withBoards([this, address, shownUid](const Boards &boards) {
        follow(engine::targetOf(address, boards, shownUid, m_context.clock().nowNs()));
    });
}

void LinkOpener::follow(const engine::LinkTarget &target)
{
    if (target.kind == Kind::Absent || target.kind == Kind::Refused)
        return say(target.reason);
    if (target.kind == Kind::Outside)
        return askOutside(target.address);
    Q_EMIT leaving();
    if (target.time)
        m_context.setTimeSelection(*target.time);
    if (target.kind == Kind::Same)
        Q_EMIT variablesAsked(target.variables);
    else
        Q_EMIT boardAsked(target.path, target.variables);
}

void LinkOpener::askOutside(const QString &address)
{
    const QString host = QUrl(address).host(QUrl::FullyEncoded);
    if (m_agreed.contains(host))
        return openOutside(address);
    auto *dialog = new QDialog(&m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Open in the browser"));
    auto *column = new QVBoxLayout(dialog);
    column->setSpacing(8);
    column->addWidget(
        new widgets::PlainLabel(tr("This link leads out of the console, to %1.").arg(host), widgets::TextRole::Strong));
    auto *text = new QPlainTextEdit; // in full, however long
    text->setPlainText(address);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    text->setWordWrapMode(QTextOption::WrapAnywhere);
    text->setAccessibleName(tr("Address"));
    text->setMinimumSize(480, 72);
    text->setMaximumHeight(120);
    column->addWidget(text);
    auto *always = new QCheckBox(tr("Do not ask again for this host until the console ends"));
    column->addWidget(always);
    auto *row = new QHBoxLayout;
    auto *copy = new widgets::Button(tr("Copy"), QStringLiteral("copy"));
    auto *cancel = new widgets::Button(tr("Cancel"));
    auto *open = new widgets::Button(tr("Open"), QStringLiteral("external"));
    open->setPrimary(true);
    cancel->setDefault(true); // Enter opens nothing
    row->addWidget(copy);
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(open);
    column->addLayout(row);
    copy->setAutoDefault(false);
    open->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, dialog, [address] { QApplication::clipboard()->setText(address); });
    connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    connect(open, &QPushButton::clicked, dialog, &QDialog::accept);
    connect(dialog, &QDialog::accepted, this, [this, address, host, always] {
        if (always->isChecked())
            m_agreed.insert(host);
        openOutside(address);
    });
    dialog->open();
    cancel->setFocus();
}

void LinkOpener::openOutside(const QString &address)
{
    if (!base::isSafeWebAddress(address) || !QDesktopServices::openUrl(QUrl(address)))
        say(tr("No browser could be started for this address."));
}

void LinkOpener::say(const QString &text)
{
    m_context.say({text, signals::Severity::Info, {}, {}, 8});
}

} // namespace wf::ui
