// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/spans/spanfolder.h"

#include "models/store/retention/verifyfolder.h"
#include "models/store/spans/blocks/spanblock.h"
#include "models/store/spans/spanstore_p.h"

namespace wf::store {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::store", text);
}

void verifyBlock(const QString &path, const std::stop_token &stop, VerifyReport &report)
{
    const auto block = SpanBlock::open(path);
    const auto index = block ? (*block)->index() : base::Result<std::shared_ptr<const SpanIndex>>(block.error());
    if (!index) {
        report.damaged.push_back({path, index.error().detail.isEmpty() ? index.error().summary : index.error().detail});
        return;
    }
    int damaged = 0;
    const auto groups = static_cast<quint32>((*index)->groups().size());
    for (quint32 group = 0; group < groups && !stop.stop_requested(); ++group) {
        ++report.chunks;
        if (!(*block)->group(**index, group).ok())
            ++damaged;
    }
    if (damaged > 0)
        report.damaged.push_back({path, tr("%1 of %2 groups of traces are damaged.").arg(damaged).arg(groups)});
}

} // namespace

VerifyReport verifySpanFolder(const QString &folder, std::stop_token stop)
{
    return verifyFolder(folder, {{QStringLiteral("*.spans")}, verifyBlock, {}}, stop);
}

} // namespace wf::store
