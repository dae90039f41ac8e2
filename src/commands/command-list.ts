/** Every command, in the order in which menus and the finder show them. */
import { addNote } from './add-note.ts'
import { addNode } from './add-node.ts'
import { alignCommands } from './align.ts'
import { arrange } from './arrange.ts'
import type { EditorCommand } from './command.ts'
import { connect } from './connect.ts'
import { copy } from './copy.ts'
import { cut } from './cut.ts'
import { deleteAndBridge } from './delete-and-bridge.ts'
import { deleteSelection } from './delete-selection.ts'
import { duplicate } from './duplicate.ts'
import { editOutputs } from './edit-outputs.ts'
import { extract } from './extract.ts'
import { find } from './find.ts'
import { goOut } from './go-out.ts'
import { partCommands } from './go-to-part.ts'
import { groupSelection } from './group-selection.ts'
import { inline } from './inline.ts'
import { insertIntoWire } from './insert-into-wire.ts'
import { invertSelection } from './invert-selection.ts'
import { openInside } from './open-inside.ts'
import { openSettings } from './open-settings.ts'
import { paste } from './paste.ts'
import { pasteWithWires } from './paste-with-wires.ts'
import { redo } from './redo.ts'
import { replaceNode } from './replace-node.ts'
import { runFromHere } from './run-from-here.ts'
import { runOneNode } from './run-one-node.ts'
import { runPipeline } from './run-pipeline.ts'
import { runToHere } from './run-to-here.ts'
import { selectAll } from './select-all.ts'
import { selectDownstream } from './select-downstream.ts'
import { selectNone } from './select-none.ts'
import { selectUpstream } from './select-upstream.ts'
import { selectWire } from './select-wire.ts'
import { showHistory } from './show-history.ts'
import { showShortcuts } from './show-shortcuts.ts'
import { stopRun } from './stop-run.ts'
import { toggleFullScreen } from './toggle-full-screen.ts'
import { toggleHeatMap } from './toggle-heat-map.ts'
import { toggleLasso } from './toggle-lasso.ts'
import { toggleLegend } from './toggle-legend.ts'
import { toggleMute } from './toggle-mute.ts'
import { toggleOutline } from './toggle-outline.ts'
import { togglePin } from './toggle-pin.ts'
import { panelCommands, toggleFocusMode } from './toggle-panels.ts'
import { toggleSnapping } from './toggle-snapping.ts'
import { undo } from './undo.ts'
import { ungroup } from './ungroup.ts'
import { unpinAll } from './unpin-all.ts'
import { zoomActual } from './zoom-actual.ts'
import { zoomFit } from './zoom-fit.ts'
import { zoomIn } from './zoom-in.ts'
import { zoomOut } from './zoom-out.ts'
import { zoomSelection } from './zoom-selection.ts'

export const commandList: readonly EditorCommand[] = [
  runPipeline,
  runFromHere,
  runToHere,
  runOneNode,
  togglePin,
  editOutputs,
  unpinAll,
  stopRun,
  find,
  addNode,
  addNote,
  openSettings,
  openInside,
  connect,
  insertIntoWire,
  replaceNode,
  toggleMute,
  extract,
  inline,
  copy,
  cut,
  paste,
  pasteWithWires,
  duplicate,
  selectAll,
  selectNone,
  invertSelection,
  toggleLasso,
  selectUpstream,
  selectDownstream,
  selectWire,
  groupSelection,
  ungroup,
  arrange,
  ...alignCommands,
  undo,
  redo,
  showHistory,
  zoomFit,
  zoomSelection,
  zoomIn,
  zoomOut,
  zoomActual,
  goOut,
  toggleOutline,
  ...partCommands,
  ...panelCommands,
  toggleHeatMap,
  toggleLegend,
  toggleSnapping,
  toggleFocusMode,
  toggleFullScreen,
  showShortcuts,
  deleteAndBridge,
  deleteSelection,
]
