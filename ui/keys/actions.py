"""The table of actions: menus, keys, the command palette, help and the cheat sheet come from it."""

from ui.keys.action import Action
from ui.keys.page_actions import PAGE_ACTIONS
from ui.keys.part_actions import PART_ACTIONS
from ui.keys.window_actions import WINDOW_ACTIONS

ACTIONS: tuple[Action, ...] = (*WINDOW_ACTIONS, *PART_ACTIONS, *PAGE_ACTIONS)
BY_ID = {action.id: action for action in ACTIONS}
