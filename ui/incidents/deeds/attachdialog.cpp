// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/deeds/attachdialog.h"

#include "models/base/untrusted.h"

#include <QComboBox>
#include <QLineEdit>

namespace wf::ui {

AttachDialog::AttachDialog(const engine::Attachment &attachment, const std::vector<engine::IncidentPtr> &incidents,
                           QWidget *parent)
    : LineDialog(tr("Attach a %1 to an incident").arg(engine::attachmentKindName(attachment.kind)), tr("Attach"),
                 parent)
{
    auto *to = new QComboBox;
    to->setAccessibleName(tr("To which incident"));
    std::vector<qint64> numbers;
    for (const auto &one : incidents) {
        to->addItem(base::visibleText(QString(one->id() + QStringLiteral("  ") + one->title), 120));
        numbers.push_back(one->number);
        if (one->number == attachment.incident)
            to->setCurrentIndex(to->count() - 1);
    }
    addLine(tr("To"), to);
    auto *title = addText(tr("Called"), tr("what it shows"), tr("What it is called"));
    title->setMaxLength(static_cast<int>(engine::Attachment::mostTitle));
    title->setText(base::visibleText(attachment.title, engine::Attachment::mostTitle));
    title->selectAll();
    connect(this, &LineDialog::agreed, this, [this, to, title, attachment, numbers] {
        auto out = attachment;
        out.incident = numbers.at(static_cast<std::size_t>(std::max(0, to->currentIndex())));
        if (const QString text = title->text().trimmed(); !text.isEmpty())
            out.title = text;
        Q_EMIT confirmed(out);
    });
    title->setFocus();
}

} // namespace wf::ui
