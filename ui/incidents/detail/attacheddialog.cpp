// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/detail/attacheddialog.h"

#include "models/base/timetext.h"
#include "ui/incidents/detail/textblock.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/chart/chartattached.h"
#include "widgets/chart/chartview.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace wf::ui {

using namespace Qt::StringLiterals;
using Kind = engine::Attachment::Kind;
using widgets::PlainLabel;

namespace {

QString whereText(Kind kind)
{
    switch (kind) {
    case Kind::Chart:
        return AttachedDialog::tr("Open the query");
    case Kind::Trace:
        return AttachedDialog::tr("Open the trace");
    case Kind::Logs:
        return AttachedDialog::tr("Open the logs");
    case Kind::Thread:
        return AttachedDialog::tr("Open the service");
    }
    return {};
}

QString originText(const engine::Attachment &one, qint64 nowNs)
{
    QString out = AttachedDialog::tr("Attached by %1, %2").arg(one.by, base::dayAndTime(one.atNs, nowNs));
    if (one.range.lengthNs() > 0)
        out += u". "_s + AttachedDialog::tr("It shows %1 to %2.")
                             .arg(base::dayAndTime(one.range.startNs, nowNs), base::dayAndTime(one.range.endNs, nowNs));
    if (one.chart && one.chart->linesLeftOut > 0)
        out += u' ' + AttachedDialog::tr("%n more lines were not kept.", nullptr, one.chart->linesLeftOut);
    return out;
}

} // namespace

AttachedDialog::AttachedDialog(const engine::Attachment &attachment, WatchContext &context, QWidget *parent)
    : QDialog(parent), m_attachment(attachment), m_context(context)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Attached to INC-%1").arg(attachment.incident));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(16, 14, 16, 14);
    all->setSpacing(8);
    all->addWidget(new PlainLabel(attachment.title, widgets::TextRole::Title));
    all->addWidget(new PlainLabel(originText(attachment, context.clock().nowNs()), widgets::TextRole::Small,
                                  PlainLabel::Tone::Secondary));
    if (attachment.chart) {
        auto *chart = new widgets::ChartView;
        chart->setRange(attachment.range);
        chart->setData(widgets::chartOf(*attachment.chart));
        chart->setMinimumHeight(240);
        all->addWidget(chart, 1);
    }
    auto *text = new TextBlock(tr("What was attached"));
    text->show(attachment.text);
    auto *area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidget(text);
    area->setMinimumHeight(attachment.chart ? 44 : 200);
    all->addWidget(area, attachment.chart ? 0 : 1);
    auto *close = new widgets::Button(tr("Close"));
    auto *open = new widgets::Button(whereText(attachment.kind));
    open->setPrimary(true);
    open->setDefault(true);
    open->setVisible(!engine::subjectOf(attachment).isNone());
    auto *bottom = new QHBoxLayout;
    bottom->addStretch(1);
    bottom->addWidget(close);
    bottom->addWidget(open);
    all->addLayout(bottom);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(open, &QPushButton::clicked, this, &AttachedDialog::openSource);
    resize(760, attachment.chart ? 460 : 420);
}

void AttachedDialog::openSource()
{
    const auto subject = engine::subjectOf(m_attachment);
    if (m_attachment.range.lengthNs() > 0)
        m_context.zoomTo(m_attachment.range);
    auto &context = m_context;
    accept();
    context.open(subject);
}

} // namespace wf::ui
