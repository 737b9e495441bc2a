// A double click where nothing stands leads to a forum that begins there.
function watchAdd(board) {
  board.addEventListener("dblclick", (event) => {
    const column = event.target.closest(".board-slots");
    const link = column?.closest(".board-room").querySelector(".board-add");
    if (!link || event.target.closest(".board-card")) return;
    const start = within(snap(minuteAt(board, column, event.clientY)), 0, 24 * 60 - STEP);
    location.assign(`${link.href}&start=${clockFace(start)}`);
  });
}
