// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/detail/openaddress.h"

#include "models/base/untrusted.h"
#include "ui/incidents/detail/textblock.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QDialog>
#include <QHBoxLayout>
#include <QUrl>
#include <QVBoxLayout>

namespace wf::ui {

void openAddress(const QString &address, QWidget *parent)
{
    if (!base::isSafeWebAddress(address))
        return;
    const auto say = [](const char *text) { return QCoreApplication::translate("OpenAddress", text); };
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(say("Open in the browser"));
    auto *column = new QVBoxLayout(dialog);
    column->addWidget(
        new widgets::PlainLabel(say("Open a page of %1?").arg(QUrl(address).host()), widgets::TextRole::Strong));
    auto *text = new TextBlock(say("Address"));
    text->setMinimumWidth(420);
    text->show(address);
    column->addWidget(text);
    auto *cancel = new widgets::Button(say("Cancel"));
    auto *open = new widgets::Button(say("Open"));
    open->setPrimary(true);
    open->setDefault(true);
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(open);
    column->addLayout(row);
    QObject::connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    QObject::connect(open, &QPushButton::clicked, dialog, &QDialog::accept);
    QObject::connect(dialog, &QDialog::accepted, dialog, [address] { QDesktopServices::openUrl(QUrl(address)); });
    dialog->open();
}

} // namespace wf::ui
