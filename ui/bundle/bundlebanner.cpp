// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bundle/bundlebanner.h"

#include "models/base/timetext.h"
#include "models/base/untrusted.h"
#include "ui/bundle/bundlewords.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/paint.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QDialog>
#include <QPainter>
#include <QPlainTextEdit>

namespace wf::ui {

BundleBanner::BundleBanner(const engine::BundleManifest &manifest, QWidget *parent)
    : QWidget(parent), m_manifest(manifest)
{
    setFixedHeight(34);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(14, 3, 8, 3);
    row->setSpacing(10);
    const QString who = manifest.takenBy.isEmpty() ? QString() : tr(" by %1").arg(manifest.takenBy);
    const QString what =
        (manifest.isDashboard ? tr("Snapshot of %1, taken at %2%3, offline")
                              : tr("Bundle of %1, taken at %2%3, offline"))
            .arg(base::visibleText(manifest.id(), 80),
                 QString(base::isoTime(manifest.takenNs).left(16).replace(u'T', u' ') + QStringLiteral(" UTC")), who);
    row->addWidget(new widgets::PlainLabel(what, widgets::TextRole::Strong));
    const QString rest = manifest.isMasked ? tr("Read only: nothing in it can be changed. Masked.")
                                           : tr("Read only: nothing in it can be changed.");
    row->addWidget(new widgets::PlainLabel(rest, widgets::TextRole::Base, widgets::PlainLabel::Tone::Secondary), 1);
    if (!manifest.missing.isEmpty())
        row->addWidget(new widgets::PlainLabel(tr("Parts are missing"), widgets::TextRole::Base,
                                               widgets::PlainLabel::Tone::Warning));
    auto *contents = new widgets::Button(tr("Contents…"));
    connect(contents, &QAbstractButton::clicked, this, &BundleBanner::showContents);
    row->addWidget(contents);
    setAccessibleName(what + QStringLiteral(". ") + rest);
}

void BundleBanner::showContents()
{
    auto *dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("In this bundle"));
    dialog->resize(560, 420);
    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(10);
    column->addWidget(new widgets::PlainLabel(
        m_manifest.isDashboard ? m_manifest.title : QString(m_manifest.id() + QStringLiteral(": ") + m_manifest.title),
        widgets::TextRole::Strong));
    auto *text = new QPlainTextEdit;
    text->setReadOnly(true);
    text->setAccessibleName(tr("What is in this bundle"));
    QStringList lines;
    for (const QString &line : bundleWords(m_manifest))
        lines << base::visibleText(line);
    text->setPlainText(lines.join(u'\n'));
    column->addWidget(text, 1);
    auto *close = new widgets::Button(tr("Close"), {}, tr("Esc"));
    connect(close, &QAbstractButton::clicked, dialog, &QDialog::reject);
    auto *row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(close);
    column->addLayout(row);
    dialog->open();
}

void BundleBanner::paintEvent(QPaintEvent *)
{
    const auto &t = widgets::Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), t.surface.raised);
    p.fillRect(QRect(0, height() - 1, width(), 1), t.line.panel);
    p.fillRect(QRect(0, 0, 4, height()), t.acknowledged.mark);
}

} // namespace wf::ui
